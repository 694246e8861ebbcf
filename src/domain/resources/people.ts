import { defineResourceType } from '../define-resource-type.ts'
import { country, text } from '../field-types.ts'
import { required } from '../resource-type.ts'
import { timeless } from '../valid-time.ts'

export const people = defineResourceType('people', 'Person', {
  summary: 'People who held posts',
  description: 'A person in a public post. Contact details are never included.',
  time: timeless,
  fields: {
    name: required(text('Name.')),
    honorific: text('Form of address in documents.'),
    nationality: country('Nationality that documents state.'),
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
