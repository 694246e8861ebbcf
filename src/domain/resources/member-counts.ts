import { defineResourceType } from '../define-resource-type.ts'
import { boolean, code, count, date, qualifier, reference } from '../field-types.ts'
import { key, needed } from '../resource-type.ts'
import { seriesTime } from '../valid-time.ts'

const CATEGORIES = [
  'member_states',
  'observer_states',
  'observers',
  'observer_organizations',
] as const

export const memberCounts = defineResourceType('member_counts', 'MemberCount', {
  summary: 'How many members and observers there were',
  description: 'A count of members or observers, as one statement gave it for its date.',
  time: seriesTime('date', ['organization', 'category']),
  fields: {
    organization: key(reference('organizations', 'Whose members.')),
    category: key(code(CATEGORIES, 'What is counted; the categories are never merged.')),
    count: needed(count('How many.')),
    qualifier: qualifier('count'),
    date: key(date('The day that the statement speaks of.')),
  },
  computed: {
    counted_definite: count(
      'Of member states: how many the roster, `/v1/members`, has for certain at that date.',
    ).schema,
    counted_possible: count('Of member states: how many it possibly has.').schema,
    roster_agrees: boolean(
      'Whether the count lies between these two; null where there is no roster.',
    ).schema,
  },
  filters: ['organization', 'category', 'qualifier', 'date'],
  sort: 'date',
  linkedData: {
    type: 'schema:Observation',
    terms: {
      organization: 'schema:observationAbout',
      category: 'schema:measuredProperty',
      count: 'schema:value',
      date: 'schema:observationDate',
    },
  },
})
