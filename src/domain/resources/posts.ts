import { defineResourceType } from '../define-resource-type.ts'
import { choice, code, date, ownWords, reference } from '../field-types.ts'
import { boundBy, key, required } from '../resource-type.ts'
import { lastingTime } from '../valid-time.ts'

export const posts = defineResourceType('posts', 'Post', {
  summary: 'Posts in an organization',
  description:
    'A post in an organization or one of its bodies. A post whose title changed is one post; each portfolio is a post of its own.',
  time: lastingTime({ start: 'start', end: 'end' }),
  fields: {
    organization: boundBy(key(reference('organizations', 'Organization.'))),
    body: boundBy(reference('bodies', 'Body of the post, if it is not of the whole organization.')),
    rank: key(code('post_ranks', 'Rank: `head` is the chief executive, `chair` presides.', 'head')),
    holders: key(
      choice(
        ['one', 'several'],
        'Whether `one` person holds the post at a time, so that each term ends when the next begins.',
      ),
    ),
    title: required(ownWords('Title, in our words.')),
    start: date('First day of the post.'),
    end: date('Last day of the post.'),
  },
  filters: ['organization', 'body', 'rank', 'holders', 'start', 'end'],
  sort: 'id',
  sentences: {
    start: 'The post “{title}” begins.',
    end: 'The post “{title}” ends.',
  },
  linkedData: {
    type: 'org:Post',
    terms: {
      organization: 'org:postIn',
      title: 'schema:name',
      start: 'schema:startDate',
      end: 'schema:endDate',
    },
  },
})
