import { key, needed, noun } from '../records/noun.ts'
import { series } from '../records/time.ts'
import { code, count, day, qualifier, reference, yesNo } from './fields.ts'

const CATEGORIES = [
  'member_states',
  'observer_states',
  'observers',
  'observer_organizations',
] as const

export const membership = noun('membership', 'MemberCount', {
  summary: 'How many members and observers there were',
  description: 'A count of members or observers, as one statement gave it for its date.',
  time: series('date', ['organization', 'category']),
  fields: {
    organization: key(reference('organizations', 'Whose members.')),
    category: key(code(CATEGORIES, 'What is counted; the categories are never merged.')),
    count: needed(count('How many.')),
    qualifier: qualifier('count'),
    date: key(day('The day that the statement speaks of.')),
  },
  computed: {
    counted_definite: count(
      'Of member states: how many the roster, `/v1/members`, has for certain at that date.',
    ).schema,
    counted_possible: count('Of member states: how many it possibly has.').schema,
    roster_agrees: yesNo('Whether the count lies between these two; null where there is no roster.')
      .schema,
  },
  filters: ['organization', 'category', 'qualifier', 'date'],
  sort: 'date',
  linked: {
    type: 'schema:Observation',
    terms: {
      organization: 'schema:observationAbout',
      category: 'schema:measuredProperty',
      count: 'schema:value',
      date: 'schema:observationDate',
    },
  },
})
