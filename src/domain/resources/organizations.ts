import { defineResourceType } from '../define-resource-type.ts'
import { boolean, code, country, date, text, url } from '../field-types.ts'
import { needed } from '../resource-type.ts'
import { lastingTime } from '../valid-time.ts'

export const organizations = defineResourceType('organizations', 'Organization', {
  summary: 'The organizations that facts are about',
  description:
    'An organization as its newest documents name it; what it was called before is under `names`.',
  time: lastingTime({ start: 'founded' }),
  fields: {
    name: needed(text('Its name.')),
    acronym: text('Its acronym.'),
    kind: code(
      [
        'intergovernmental_organization',
        'non_governmental_organization',
        'company',
        'foundation',
        'public_body',
      ],
      'What it is (`org:classification`).',
    ),
    founded: date('When it was founded.'),
    headquarters_city: text('The city of its headquarters.'),
    headquarters_country: country('The country of its headquarters.'),
    website: url('Its website.'),
    legal_basis: text('What it rests on in law.'),
    juridical_personality: boolean('Whether it has full juridical personality.'),
  },
  filters: ['kind', 'headquarters_country', 'founded'],
  sort: 'id',
  linkedData: {
    type: 'org:FormalOrganization',
    terms: {
      name: 'schema:name',
      acronym: 'schema:alternateName',
      kind: 'org:classification',
      founded: 'schema:foundingDate',
      website: 'schema:url',
    },
  },
})
