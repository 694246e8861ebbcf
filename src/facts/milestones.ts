import { key, needed, noun } from '../records/noun.ts'
import { day as onDay } from '../records/time.ts'
import { code, day, reference, words } from './fields.ts'

const MILESTONES = [
  'founding',
  'operations',
  'constitution',
  'amendment',
  'naming',
  'un_relations',
  'membership',
  'cooperation',
] as const

export const milestones = noun('milestones', 'Milestone', {
  summary: 'What happened, and when',
  description: 'An event in the life of an organization.',
  time: onDay('date'),
  fields: {
    organization: key(reference('organizations', 'In whose life.')),
    date: needed(day('When it happened.')),
    kind: code(MILESTONES, 'What kind of event it was.'),
    title: needed(words('What happened, in our words.')),
    summary: words('More of it, in our words.'),
  },
  filters: ['organization', 'kind', 'date'],
  sort: 'date',
  linked: {
    type: 'schema:Event',
    terms: {
      organization: 'schema:about',
      date: 'schema:startDate',
      title: 'schema:name',
      summary: 'schema:description',
    },
  },
})
