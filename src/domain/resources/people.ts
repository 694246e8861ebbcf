import { defineResourceType } from '../define-resource-type.ts'
import { country, text } from '../field-types.ts'
import { needed } from '../resource-type.ts'
import { timeless } from '../valid-time.ts'

export const people = defineResourceType('people', 'Person', {
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
  linkedData: {
    type: 'schema:Person',
    terms: {
      name: 'schema:name',
      honorific: 'schema:honorificPrefix',
      nationality: 'schema:nationality',
    },
  },
})
