import { defineResourceType } from '../define-resource-type.ts'
import { country, date, text } from '../field-types.ts'
import { required } from '../resource-type.ts'
import { timeless } from '../valid-time.ts'

export const people = defineResourceType('people', 'Person', {
  summary: 'People who held posts',
  description: 'A person in a public post. Contact details are never included.',
  time: timeless,
  lifetime: { start: 'born', end: 'died' },
  fields: {
    name: required(text('Name.')),
    honorific: text('Form of address in documents.'),
    nationality: country('Nationality that documents state.'),
    born: date('Date of birth.'),
    died: date('Date of death.'),
  },
  filters: ['nationality', 'born', 'died'],
  sort: 'id',
  linkedData: {
    type: 'schema:Person',
    terms: {
      name: 'schema:name',
      honorific: 'schema:honorificPrefix',
      nationality: 'schema:nationality',
      born: 'schema:birthDate',
      died: 'schema:deathDate',
    },
  },
})
