import { defineResourceType } from '../define-resource-type.ts'
import { attested, code, date, reference, text } from '../field-types.ts'
import { key } from '../resource-type.ts'
import { conditionalTime, termTime } from '../valid-time.ts'

const POSTS = ['director', 'director_general', 'deputy_director_general'] as const
/** Titles of the head. One person holds the post at a time, so a term ends when the next begins. */
const HEADS = ['director', 'director_general'] as const

const fields = { start: 'start', end: 'end', attested: 'attested' }

export const leadership = defineResourceType('leadership', 'LeadershipTerm', {
  summary: 'Leadership terms',
  description:
    "One person's term in one post. The term of a head ends at the latest when the next one begins; such an `end` is derived.",
  time: conditionalTime(
    'post',
    HEADS,
    termTime({ ...fields, within: 'organization' }),
    termTime(fields),
  ),
  fields: {
    organization: key(reference('organizations', 'Organization of the post.')),
    post: key(code(POSTS, 'Post.')),
    portfolio: text('Portfolio, if several people hold the post.'),
    person: key(reference('people', 'Person who held the post.')),
    elected: date('Date of election or appointment.'),
    reelected: date('Date of re-election.'),
    start: date('First day in office.'),
    end: date('Last day in office.'),
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
