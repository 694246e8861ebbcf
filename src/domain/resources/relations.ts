import { defineResourceType } from '../define-resource-type.ts'
import { attested, code, date, ownWords, reference, text } from '../field-types.ts'
import { boundBy, key, required } from '../resource-type.ts'
import { conditionalTime, dayTime, termTime } from '../valid-time.ts'

export const relations = defineResourceType('relations', 'Relation', {
  summary: 'Relations to other organizations',
  description:
    'A relation to another organization or system, as documents name it. `predecessor`, `successor` and `merged_into` happen on one day, the `start`.',
  time: conditionalTime({
    field: 'kind',
    values: ['predecessor', 'successor', 'merged_into'],
    matching: dayTime('start'),
    otherwise: termTime({ start: 'start', end: 'end', attested: 'attested' }),
  }),
  fields: {
    organization: boundBy(key(reference('organizations', 'Organization.'))),
    other: required(text('Related organization, as documents name it.')),
    other_organization: reference('organizations', 'The related organization, if it is served.'),
    kind: key(code('relation_kinds', 'Kind of relation.', 'part_of_system')),
    start: date('First day of the relation.'),
    end: date('Last day of the relation.'),
    attested: attested(),
    summary: ownWords('Summary, in our words.'),
  },
  filters: ['organization', 'other', 'other_organization', 'kind', 'start', 'end'],
  sort: 'start',
  heading: '{kind} {other}',
  sentences: {
    start: '{kind}: {other} begins.',
    end: '{kind}: {other} ends.',
  },
  linkedData: {
    terms: {
      organization: 'schema:about',
      start: 'schema:startDate',
      end: 'schema:endDate',
      summary: 'schema:description',
    },
  },
})
