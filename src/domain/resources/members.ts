import { defineResourceType } from '../define-resource-type.ts'
import { attested, code, country, date, reference, text } from '../field-types.ts'
import { key } from '../resource-type.ts'
import { lastingTime } from '../valid-time.ts'

export const members = defineResourceType('members', 'Member', {
  summary: 'Members, observers and applicants',
  description:
    'One state in one role, from a start to an end. A state that left and came back has several records.',
  time: lastingTime({ start: 'start', end: 'end', attested: 'attested' }),
  fields: {
    organization: key(reference('organizations', 'Organization.')),
    name: text('Name of the state in documents of the time.'),
    country: key(country('State.')),
    role: key(code(['applicant', 'observer', 'member'], 'Role.')),
    start: date('First day in that role.'),
    end: date('Last day in that role.'),
    attested: attested(),
  },
  filters: ['organization', 'country', 'role', 'start', 'end'],
  sort: 'start',
  linkedData: {
    type: 'org:Membership',
    terms: {
      organization: 'org:organization',
      role: 'org:role',
      start: 'schema:startDate',
      end: 'schema:endDate',
    },
  },
})
