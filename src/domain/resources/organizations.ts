import { defineResourceType } from '../define-resource-type.ts'
import { boolean, code, country, date, language, text, url } from '../field-types.ts'
import { lastingTime } from '../valid-time.ts'

export const organizations = defineResourceType('organizations', 'Organization', {
  summary: 'Organizations',
  description:
    'An organization. Its name, acronym and headquarters are those at `valid_at`, otherwise the newest: they are derived from `names` and `locations`, and its evidence names these records.',
  time: lastingTime({ start: 'founded', end: 'dissolved' }),
  fields: {
    kind: code('organization_kinds', 'Kind.', 'intergovernmental_organization'),
    founded: date('Date of foundation.'),
    dissolved: date('Last day of its existence.'),
    end_reason: code('end_reasons', 'Why it ended.', 'merged'),
    website: url('Website.'),
    legal_basis: text('Legal basis.'),
    juridical_personality: boolean('Whether it has full juridical personality.'),
  },
  computed: {
    name: text('Name; an alias if no official name is known.').schema,
    name_language: language('Language of `name`.').schema,
    acronym: text('Acronym.').schema,
    headquarters_city: text('City of its headquarters.').schema,
    headquarters_country: country('Country of its headquarters.').schema,
  },
  filters: ['kind', 'founded', 'dissolved'],
  sort: 'id',
  sentences: {
    founded: '{name} was founded.',
    dissolved: '{name} ended.',
  },
  linkedData: {
    type: 'org:FormalOrganization',
    terms: {
      name: 'schema:name',
      acronym: 'schema:alternateName',
      kind: 'org:classification',
      founded: 'schema:foundingDate',
      dissolved: 'schema:dissolutionDate',
      website: 'schema:url',
    },
  },
})
