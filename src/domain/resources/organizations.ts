import { defineResourceType } from '../define-resource-type.ts'
import { boolean, code, country, date, text, url } from '../field-types.ts'
import { required } from '../resource-type.ts'
import { lastingTime } from '../valid-time.ts'

export const organizations = defineResourceType('organizations', 'Organization', {
  summary: 'Organizations',
  description: 'An organization, with its newest name. Earlier names are in `names`.',
  time: lastingTime({ start: 'founded' }),
  fields: {
    name: required(text('Name.')),
    acronym: text('Acronym.'),
    kind: code(
      [
        'intergovernmental_organization',
        'non_governmental_organization',
        'company',
        'foundation',
        'public_body',
      ],
      'Kind of organization.',
    ),
    founded: date('Date of foundation.'),
    headquarters_city: text('City of its headquarters.'),
    headquarters_country: country('Country of its headquarters.'),
    website: url('Website.'),
    legal_basis: text('Legal basis.'),
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
