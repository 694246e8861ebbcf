import { defineResourceType } from '../define-resource-type.ts'
import { date, reference, text } from '../field-types.ts'
import { key, needed } from '../resource-type.ts'
import { lastingTime } from '../valid-time.ts'

export const names = defineResourceType('names', 'Name', {
  summary: 'What an organization was called, and when',
  description:
    'A name of an organization. Names succeed one another: each goes on until the next begins, and such an `end` is derived.',
  time: lastingTime({ start: 'start', end: 'end', within: 'organization' }),
  fields: {
    organization: key(reference('organizations', 'Whose name it was.')),
    name: needed(text('The name.')),
    acronym: text('Its acronym.'),
    start: date('Since when it was so called.'),
    end: date('Until when.'),
  },
  filters: ['organization', 'acronym', 'start', 'end'],
  sort: 'start',
  linkedData: {
    terms: {
      organization: 'schema:about',
      name: 'schema:name',
      acronym: 'schema:alternateName',
      start: 'schema:startDate',
      end: 'schema:endDate',
    },
  },
})
