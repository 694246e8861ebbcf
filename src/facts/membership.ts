import { key, needed, noun } from '../records/noun.ts'
import { series } from '../records/time.ts'
import { code, count, day, qualifier, reference } from './fields.ts'

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
