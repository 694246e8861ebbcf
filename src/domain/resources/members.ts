import { defineResourceType } from '../define-resource-type.ts'
import { attested, code, country, date, reference, text } from '../field-types.ts'
import { key } from '../resource-type.ts'
import { lastingTime } from '../valid-time.ts'

export const members = defineResourceType('members', 'Member', {
  summary: 'Which states were members, observers or applicants',
  description:
    'One stretch of one state in one role. A state that left and came back has several records.',
  time: lastingTime({ start: 'start', end: 'end', attested: 'attested' }),
  fields: {
    organization: key(reference('organizations', 'Of what.')),
    name: text('The name of the state, as documents of the time have it.'),
    country: key(country('The state.')),
    role: key(code(['applicant', 'observer', 'member'], 'In which role.')),
    start: date('The first day in that role.'),
    end: date('The last day in that role.'),
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
