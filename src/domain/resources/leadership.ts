import { defineResourceType } from '../define-resource-type.ts'
import { attested, boolean, code, date, reference, text } from '../field-types.ts'
import { boundBy, key, unnamed } from '../resource-type.ts'
import { conditionalTime, exclusiveTermTime, termTime } from '../valid-time.ts'

const period = { start: 'start', end: 'end', attested: 'attested' }

export const leadership = defineResourceType('leadership', 'LeadershipTerm', {
  summary: 'Leadership terms',
  description:
    "One person's term in one post. In a post of one holder, a term ends at the latest when the next one begins; such an `end` is derived.",
  time: conditionalTime({
    field: 'post',
    attribute: 'holders',
    values: ['one'],
    matching: exclusiveTermTime({ ...period, within: ['post'] }),
    otherwise: termTime(period),
  }),
  fields: {
    post: boundBy(key(reference('posts', 'Post.'))),
    person: boundBy(key(reference('people', 'Person who held the post.'))),
    title: text('Title of the post at that time, in the words of documents.'),
    acting: boolean('Whether the person held the post for the time being.'),
    on_behalf_of: text('Party, member or group that the person represented.'),
    replaces: unnamed(
      reference('leadership', 'Term that this one followed, if it was in another post.'),
    ),
    elected: date('Date of election or appointment.'),
    reelected: date('Date of re-election.'),
    start: date('First day in office.'),
    end: date('Last day in office.'),
    end_reason: code('end_reasons', 'Why the term ended.', 'resigned'),
    attested: attested(),
  },
  derived: {
    organization: {
      ...boundBy(key(reference('organizations', 'Organization of the post.'))),
      derive: (_, attributeOf) => attributeOf('post', 'organization'),
    },
  },
  filters: [
    ...['organization', 'post', 'person', 'acting', 'replaces', 'end_reason'],
    ...['elected', 'start', 'end'],
  ],
  sort: '-start',
  heading: '{person}, {title|post}',
  sentences: {
    elected: '{person} is elected[: {title|post}].',
    start: '{person} takes office[: {title|post}].',
    end: '{person} leaves office[: {title|post}].',
  },
  linkedData: {
    type: 'org:Membership',
    terms: {
      organization: 'org:organization',
      person: 'org:member',
      post: 'org:role',
      title: 'schema:roleName',
      start: 'schema:startDate',
      end: 'schema:endDate',
    },
  },
})
