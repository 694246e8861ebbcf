import { defineResourceType } from '../define-resource-type.ts'
import { code, count, country, date, ownWords, reference, text } from '../field-types.ts'
import { key } from '../resource-type.ts'
import { eventTime } from '../valid-time.ts'

/** Longer than every session of which documents state both days. */
const MAX_DAYS = 31

export const sessions = defineResourceType('sessions', 'Session', {
  summary: 'Sessions of bodies',
  description: `A session of a body. If its end is unknown, it is assumed to last at most ${MAX_DAYS} days, and not beyond the start of the next session of the body.`,
  time: eventTime({ start: 'start', end: 'end', maxDays: MAX_DAYS, within: ['body'] }),
  fields: {
    organization: key(reference('organizations', 'Organization of the body.')),
    body: key(reference('bodies', 'Body that met.')),
    number: count('Number.'),
    kind: code('session_kinds', 'Kind of session.', 'regular'),
    start: date('First day.'),
    end: date('Last day.'),
    city: text('City.'),
    country: country('Country.'),
    summary: ownWords('Summary, in our words.'),
  },
  filters: ['organization', 'body', 'kind', 'number', 'country', 'start', 'end'],
  sort: 'start',
  heading: '{body}: [{kind} ]session[ {number}]',
  sentences: {
    start: '{body} meets[: session {number}].',
  },
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
