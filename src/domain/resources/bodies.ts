import { defineResourceType } from '../define-resource-type.ts'
import { attested, count, date, ownWords, reference, text } from '../field-types.ts'
import { key, needed } from '../resource-type.ts'
import { termTime } from '../valid-time.ts'

export const bodies = defineResourceType('bodies', 'Body', {
  summary: 'The organs of an organization',
  description:
    'An organ or unit of an organization: what it is above or below, how often and where it meets.',
  time: termTime({ start: 'established', end: 'abolished', attested: 'attested' }),
  fields: {
    organization: key(reference('organizations', 'Whose organ.')),
    name: needed(text('Its name.')),
    parent: reference('bodies', 'The organ above it.'),
    role: ownWords('What it is for, in our words.'),
    meets_per_year: count('How many times a year it meets.'),
    city: text('Where it meets.'),
    established: date('When it was established.'),
    abolished: date('The last day it existed.'),
    attested: attested(),
  },
  filters: ['organization', 'parent', 'established', 'abolished'],
  sort: 'id',
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
