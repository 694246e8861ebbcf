import { key, needed, noun } from '../records/noun.ts'
import { timeless } from '../records/time.ts'
import { reference, text, words } from './fields.ts'

export const gaps = noun('gaps', 'Gap', {
  summary: 'What is known to be missing',
  description:
    'Something that was looked for and not found: what it is, what is known instead, and why no more is.',
  time: timeless,
  fields: {
    organization: key(reference('organizations', 'Of what.')),
    collection: key(text('The list that it is missing from.')),
    subject: needed(words('What is missing, in our words.')),
    field: text('The field that is not known; null where it is more than one.'),
    known: words('What is known instead, in our words.'),
    reason: words('Why no more is known, in our words.'),
  },
  filters: ['organization', 'collection', 'field'],
  sort: 'id',
  linked: {
    terms: {
      organization: 'schema:about',
      subject: 'schema:name',
    },
  },
})
