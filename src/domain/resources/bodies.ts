import { defineResourceType } from '../define-resource-type.ts'
import { attested, count, date, ownWords, reference, text } from '../field-types.ts'
import { boundBy, key, required } from '../resource-type.ts'
import { termTime } from '../valid-time.ts'

export const bodies = defineResourceType('bodies', 'Body', {
  summary: 'Organs and units of an organization',
  description: 'An organ or unit of an organization: its parent, and how often and where it meets.',
  time: termTime({ start: 'established', end: 'abolished', attested: 'attested' }),
  fields: {
    organization: boundBy(key(reference('organizations', 'Organization of the body.'))),
    name: required(text('Name.')),
    parent: reference('bodies', 'Parent body.'),
    role: ownWords('Role, in our words.'),
    meets_per_year: count('Meetings per year.'),
    city: text('City in which it meets.'),
    established: date('Date of establishment.'),
    abolished: date('Last day of its existence.'),
    attested: attested(),
  },
  filters: ['organization', 'parent', 'established', 'abolished'],
  sort: 'id',
  sentences: {
    established: '{name} is established.',
    abolished: '{name} is abolished.',
  },
  linkedData: {
    type: 'org:OrganizationalUnit',
    terms: {
      organization: 'org:unitOf',
      name: 'schema:name',
      parent: 'org:subOrganizationOf',
      role: 'org:purpose',
      established: 'schema:foundingDate',
      abolished: 'schema:dissolutionDate',
    },
  },
})
