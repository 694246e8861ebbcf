import { needed, noun } from '../records/noun.ts'
import { lasting } from '../records/time.ts'
import { code, country, day, text, url, yesNo } from './fields.ts'

export const organizations = noun('organizations', 'Organization', {
  summary: 'The organizations that facts are about',
  description:
    'An organization as its newest documents name it; what it was called before is under `names`.',
  time: lasting({ start: 'founded' }),
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
    founded: day('When it was founded.'),
    headquarters_city: text('The city of its headquarters.'),
    headquarters_country: country('The country of its headquarters.'),
    website: url('Its website.'),
    legal_basis: text('What it rests on in law.'),
    juridical_personality: yesNo('Whether it has full juridical personality.'),
  },
  filters: ['kind', 'headquarters_country', 'founded'],
  sort: 'id',
  linked: {
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
