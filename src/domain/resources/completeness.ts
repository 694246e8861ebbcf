import { choice, code, date, ownWords, reference, text } from '../field-types.ts'
import { type ResourceDeclaration, required } from '../resource-type.ts'
import { timeless } from '../valid-time.ts'

/** Reference data: our own judgement of what the records of an organization cover. */
export const completeness: ResourceDeclaration = {
  name: 'completeness',
  summary: 'How complete each collection is',
  description:
    'How complete the records of an organization are, in our judgement: `complete` (all there were), `partial` (some are known to be missing) or `sample`. It is reference data of the release, so `known_at` makes no difference.',
  time: timeless,
  fields: {
    organization: required(reference('organizations', 'Organization.')),
    collection: required(text('Collection.')),
    role: code('member_roles', 'Only the members in this role; null for all.', 'member'),
    category: code(
      'count_categories',
      'Only the counts of this category; null for all.',
      'member_states',
    ),
    post: reference('posts', 'Only the terms in this post; null for all.'),
    extent: required(choice(['complete', 'partial', 'sample'], 'How complete the records are.')),
    start: date('First day of the time that the statement is about; null if it is open.'),
    end: date('Last day of that time; null if it is open.'),
    note: ownWords('What is missing, and how that is known.'),
  },
  filters: ['organization', 'collection', 'role', 'category', 'post', 'extent'],
  sort: 'id',
}
