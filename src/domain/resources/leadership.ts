import { defineResourceType } from '../define-resource-type.ts'
import { attested, code, date, reference, text } from '../field-types.ts'
import { key } from '../resource-type.ts'
import { conditionalTime, termTime } from '../valid-time.ts'

const POSTS = ['director', 'director_general', 'deputy_director_general'] as const
/** Posts that one person holds at a time, whatever the post was called: each head ends the term before. */
const HEADS = ['director', 'director_general'] as const

const held = { start: 'start', end: 'end', attested: 'attested' }

export const leadership = defineResourceType('leadership', 'LeadershipTerm', {
  summary: 'Who held which office, and when',
  description:
    "One person's time in one office. A head's term ends no later than the next begins; such an `end` is derived.",
  time: conditionalTime(
    'post',
    HEADS,
    termTime({ ...held, within: 'organization' }),
    termTime(held),
  ),
  fields: {
    organization: key(reference('organizations', 'Where the office is.')),
    post: key(code(POSTS, 'The office.')),
    portfolio: text('What the office is for, where several hold it.'),
    person: key(reference('people', 'Who held it.')),
    elected: date('When the person was elected or appointed.'),
    reelected: date('When the person was elected again.'),
    start: date('The first day in office.'),
    end: date('The last day in office.'),
    attested: attested(),
  },
  filters: ['organization', 'post', 'person', 'elected', 'start', 'end'],
  sort: '-start',
  linkedData: {
    type: 'org:Membership',
    terms: {
      organization: 'org:organization',
      person: 'org:member',
      post: 'org:role',
      portfolio: 'schema:roleName',
      start: 'schema:startDate',
      end: 'schema:endDate',
    },
  },
})
