import { key, noun } from '../records/noun.ts'
import { term } from '../records/time.ts'
import { code, count, country, day, reference, text, words } from './fields.ts'

export const sessions = noun('sessions', 'Session', {
  summary: 'When its organs met',
  description: 'A session of an organ.',
  time: term({ start: 'start', end: 'end' }),
  fields: {
    organization: key(reference('organizations', 'Whose organ met.')),
    body: key(reference('bodies', 'The organ that met.')),
    number: count('Its number.'),
    kind: code(['regular', 'special'], 'Whether it was regular or special.'),
    start: day('The day it opened.'),
    end: day('The day it closed.'),
    city: text('Where it met.'),
    country: country('Where it met.'),
    summary: words('What it was about, in our words.'),
  },
  filters: ['organization', 'body', 'kind', 'number', 'country', 'start', 'end'],
  sort: 'start',
  linked: {
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
