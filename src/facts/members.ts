import { key, noun } from '../records/noun.ts'
import { lasting } from '../records/time.ts'
import { attested, code, country, day, reference, text } from './fields.ts'

export const members = noun('members', 'Member', {
  summary: 'Which states were members, observers or applicants',
  description:
    'One stretch of one state in one role. A state that left and came back has several records.',
  time: lasting({ start: 'start', end: 'end', attested: 'attested' }),
  fields: {
    organization: key(reference('organizations', 'Of what.')),
    name: text('The name of the state, as documents of the time have it.'),
    country: key(country('The state.')),
    role: key(code(['applicant', 'observer', 'member'], 'In which role.')),
    start: day('The first day in that role.'),
    end: day('The last day in that role.'),
    attested: attested(),
  },
  filters: ['organization', 'country', 'role', 'start', 'end'],
  sort: 'start',
  linked: {
    type: 'org:Membership',
    terms: {
      organization: 'org:organization',
      role: 'org:role',
      start: 'schema:startDate',
      end: 'schema:endDate',
    },
  },
})
