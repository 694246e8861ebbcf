import { defineResourceType } from '../define-resource-type.ts'
import { attested, code, country, date, reference, text } from '../field-types.ts'
import { boundBy, key, type RecordRule } from '../resource-type.ts'
import { lastingTime } from '../valid-time.ts'

const hasPlace: RecordRule = ({ city, country }) =>
  city === null && country === null
    ? { field: 'city', message: 'has neither a city nor a country; state one' }
    : null

export const locations = defineResourceType('locations', 'Location', {
  summary: 'Seats and offices of an organization',
  description:
    'A seat or an office of an organization. An organization that moved has several records.',
  time: lastingTime({ start: 'start', end: 'end', attested: 'attested' }),
  fields: {
    organization: boundBy(key(reference('organizations', 'Organization.'))),
    kind: key(code('location_kinds', 'Kind.', 'headquarters')),
    city: text('City.'),
    country: country('Country.'),
    address: text('Address.'),
    start: date('First day at this place.'),
    end: date('Last day at this place.'),
    attested: attested(),
  },
  rules: [hasPlace],
  filters: ['organization', 'kind', 'city', 'country', 'start', 'end'],
  sort: 'start',
  heading: '{kind}: {city|country}',
  sentences: {
    start: '{kind}: {city|country} begins.',
    end: '{kind}: {city|country} ends.',
  },
  linkedData: {
    type: 'org:Site',
    terms: {
      organization: 'org:siteOf',
      city: 'schema:addressLocality',
      country: 'schema:addressCountry',
      address: 'schema:streetAddress',
      start: 'schema:startDate',
      end: 'schema:endDate',
    },
  },
})
