import { defineResourceType } from '../define-resource-type.ts'
import { attested, code, date, ownWords, reference, text } from '../field-types.ts'
import { key } from '../resource-type.ts'
import { termTime } from '../valid-time.ts'

const RELATIONS = [
  'observer',
  'related_organization',
  'part_of_system',
  'agency',
  'dependent',
  'coordinator',
  'partner',
] as const

export const relations = defineResourceType('relations', 'Relation', {
  summary: 'Relations to other organizations',
  description: 'A relation to another organization or system, as documents name it.',
  time: termTime({ start: 'start', end: 'end', attested: 'attested' }),
  fields: {
    organization: key(reference('organizations', 'Organization.')),
    other: key(text('Related organization.')),
    kind: key(code(RELATIONS, 'Kind of relation.')),
    start: date('First day of the relation.'),
    end: date('Last day of the relation.'),
    attested: attested(),
    summary: ownWords('Summary, in our words.'),
  },
  filters: ['organization', 'other', 'kind', 'start', 'end'],
  sort: 'start',
  linkedData: {
    terms: {
      organization: 'schema:about',
      start: 'schema:startDate',
      end: 'schema:endDate',
      summary: 'schema:description',
    },
  },
})
