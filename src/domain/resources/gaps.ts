import { defineResourceType } from '../define-resource-type.ts'
import { ownWords, reference, text } from '../field-types.ts'
import { key, required } from '../resource-type.ts'
import { timeless } from '../valid-time.ts'

export const gaps = defineResourceType('gaps', 'Gap', {
  summary: 'Known gaps in the data',
  description:
    'Something that was searched for and not found: what is missing, what is known instead, and why.',
  time: timeless,
  fields: {
    organization: key(reference('organizations', 'Organization.')),
    collection: key(text('Collection with the gap.')),
    subject: required(ownWords('What is missing, in our words.')),
    field: text('Unknown field; null if there are several.'),
    known: ownWords('What is known instead, in our words.'),
    reason: ownWords('Why no more is known, in our words.'),
  },
  filters: ['organization', 'collection', 'field'],
  sort: 'id',
  heading: '{subject}',
  linkedData: {
    terms: {
      organization: 'schema:about',
      subject: 'schema:name',
    },
  },
})
