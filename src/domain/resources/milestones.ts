import { defineResourceType } from '../define-resource-type.ts'
import { code, date, ownWords, reference } from '../field-types.ts'
import { key, needed } from '../resource-type.ts'
import { dayTime } from '../valid-time.ts'

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

export const milestones = defineResourceType('milestones', 'Milestone', {
  summary: 'What happened, and when',
  description: 'An event in the life of an organization.',
  time: dayTime('date'),
  fields: {
    organization: key(reference('organizations', 'In whose life.')),
    date: needed(date('When it happened.')),
    kind: code(MILESTONES, 'What kind of event it was.'),
    title: needed(ownWords('What happened, in our words.')),
    summary: ownWords('More of it, in our words.'),
  },
  filters: ['organization', 'kind', 'date'],
  sort: 'date',
  linkedData: {
    type: 'schema:Event',
    terms: {
      organization: 'schema:about',
      date: 'schema:startDate',
      title: 'schema:name',
      summary: 'schema:description',
    },
  },
})
