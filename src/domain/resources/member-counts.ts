import { defineResourceType } from '../define-resource-type.ts'
import { boolean, code, count, date, qualifier, reference } from '../field-types.ts'
import { key, required } from '../resource-type.ts'
import { seriesTime } from '../valid-time.ts'

const CATEGORIES = [
  'member_states',
  'observer_states',
  'observers',
  'observer_organizations',
] as const

export const memberCounts = defineResourceType('member_counts', 'MemberCount', {
  summary: 'Numbers of members and observers',
  description: 'A number of members or observers, as one statement gives it for a date.',
  time: seriesTime('date', ['organization', 'category']),
  fields: {
    organization: key(reference('organizations', 'Organization.')),
    category: key(code(CATEGORIES, 'What is counted. Categories are never merged.')),
    count: required(count('Number.')),
    qualifier: qualifier('count'),
    date: key(date('Day that the statement is about.')),
  },
  computed: {
    counted_definite: count(
      'For member states: the number of members at that date that are certain according to `/v1/members`.',
    ).schema,
    counted_possible: count(
      'For member states: the number of certain and possible members at that date.',
    ).schema,
    roster_agrees: boolean(
      'Whether the count lies between `counted_definite` and `counted_possible`; null if `/v1/members` does not list the members of the organization, or for another category.',
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
