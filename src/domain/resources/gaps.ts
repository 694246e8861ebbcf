import { defineResourceType } from '../define-resource-type.ts'
import { ownWords, reference, text } from '../field-types.ts'
import { key, needed } from '../resource-type.ts'
import { timeless } from '../valid-time.ts'

export const gaps = defineResourceType('gaps', 'Gap', {
  summary: 'What is known to be missing',
  description:
    'Something that was looked for and not found: what it is, what is known instead, and why no more is.',
  time: timeless,
  fields: {
    organization: key(reference('organizations', 'Of what.')),
    collection: key(text('The list that it is missing from.')),
    subject: needed(ownWords('What is missing, in our words.')),
    field: text('The field that is not known; null where it is more than one.'),
    known: ownWords('What is known instead, in our words.'),
    reason: ownWords('Why no more is known, in our words.'),
  },
  filters: ['organization', 'collection', 'field'],
  sort: 'id',
  linkedData: {
    terms: {
      organization: 'schema:about',
      subject: 'schema:name',
    },
  },
})
