import { needed, noun } from '../records/noun.ts'
import { timeless } from '../records/time.ts'
import { country, text } from './fields.ts'

export const people = noun('people', 'Person', {
  summary: 'The people who held posts',
  description: 'A person in a public post. Contact details are never taken in.',
  time: timeless,
  fields: {
    name: needed(text('The name.')),
    honorific: text('The form of address that documents use.'),
    nationality: country('The nationality that documents state.'),
  },
  filters: ['nationality'],
  sort: 'id',
  linked: {
    type: 'schema:Person',
    terms: {
      name: 'schema:name',
      honorific: 'schema:honorificPrefix',
      nationality: 'schema:nationality',
    },
  },
})
