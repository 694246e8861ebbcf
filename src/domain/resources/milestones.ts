import { defineResourceType } from '../define-resource-type.ts'
import { code, date, ownWords, reference } from '../field-types.ts'
import { key, required } from '../resource-type.ts'
import { dayTime } from '../valid-time.ts'

export const milestones = defineResourceType('milestones', 'Milestone', {
  summary: 'Events in the history of an organization',
  description: 'An event in the history of an organization.',
  time: dayTime('date'),
  fields: {
    organization: key(reference('organizations', 'Organization.')),
    date: required(date('Date.')),
    kind: code('milestone_kinds', 'Kind of event.', 'founding'),
    title: required(ownWords('Title, in our words.')),
    summary: ownWords('Summary, in our words.'),
  },
  filters: ['organization', 'kind', 'date'],
  sort: 'date',
  sentences: {
    date: '{title}.',
  },
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
