import { key, needed, noun } from '../records/noun.ts'
import { lasting } from '../records/time.ts'
import { day, reference, text } from './fields.ts'

export const names = noun('names', 'Name', {
  summary: 'What an organization was called, and when',
  description:
    'A name of an organization. Names succeed one another: each goes on until the next begins, and such an `end` is derived.',
  time: lasting({ start: 'start', end: 'end', within: 'organization' }),
  fields: {
    organization: key(reference('organizations', 'Whose name it was.')),
    name: needed(text('The name.')),
    acronym: text('Its acronym.'),
    start: day('Since when it was so called.'),
    end: day('Until when.'),
  },
  filters: ['organization', 'acronym', 'start', 'end'],
  sort: 'start',
  linked: {
    terms: {
      organization: 'schema:about',
      name: 'schema:name',
      acronym: 'schema:alternateName',
      start: 'schema:startDate',
      end: 'schema:endDate',
    },
  },
})
