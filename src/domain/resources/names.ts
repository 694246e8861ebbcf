import { defineResourceType } from '../define-resource-type.ts'
import { date, reference, text } from '../field-types.ts'
import { key, required } from '../resource-type.ts'
import { lastingTime } from '../valid-time.ts'

export const names = defineResourceType('names', 'Name', {
  summary: 'Names of an organization',
  description:
    'A name of an organization. Names succeed one another: each one lasts until the next begins, and such an `end` is derived.',
  time: lastingTime({ start: 'start', end: 'end', within: 'organization' }),
  fields: {
    organization: key(reference('organizations', 'Organization.')),
    name: required(text('Name.')),
    acronym: text('Acronym.'),
    start: date('First day of the name.'),
    end: date('Last day of the name.'),
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
