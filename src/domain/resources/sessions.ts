import { defineResourceType } from '../define-resource-type.ts'
import { code, count, country, date, ownWords, reference, text } from '../field-types.ts'
import { key } from '../resource-type.ts'
import { termTime } from '../valid-time.ts'

export const sessions = defineResourceType('sessions', 'Session', {
  summary: 'When its organs met',
  description: 'A session of an organ.',
  time: termTime({ start: 'start', end: 'end' }),
  fields: {
    organization: key(reference('organizations', 'Whose organ met.')),
    body: key(reference('bodies', 'The organ that met.')),
    number: count('Its number.'),
    kind: code(['regular', 'special'], 'Whether it was regular or special.'),
    start: date('The day it opened.'),
    end: date('The day it closed.'),
    city: text('Where it met.'),
    country: country('Where it met.'),
    summary: ownWords('What it was about, in our words.'),
  },
  filters: ['organization', 'body', 'kind', 'number', 'country', 'start', 'end'],
  sort: 'start',
  linkedData: {
    type: 'schema:Event',
    terms: {
      organization: 'schema:about',
      body: 'schema:organizer',
      start: 'schema:startDate',
      end: 'schema:endDate',
      city: 'schema:location',
      summary: 'schema:description',
    },
  },
})
