import { key, needed, noun } from '../records/noun.ts'
import { term } from '../records/time.ts'
import { attested, count, day, reference, text, words } from './fields.ts'

export const bodies = noun('bodies', 'Body', {
  summary: 'The organs of an organization',
  description:
    'An organ or unit of an organization: what it is above or below, how often and where it meets.',
  time: term({ start: 'established', end: 'abolished', attested: 'attested' }),
  fields: {
    organization: key(reference('organizations', 'Whose organ.')),
    name: needed(text('Its name.')),
    parent: reference('bodies', 'The organ above it.'),
    role: words('What it is for, in our words.'),
    meets_per_year: count('How many times a year it meets.'),
    city: text('Where it meets.'),
    established: day('When it was established.'),
    abolished: day('The last day it existed.'),
    attested: attested(),
  },
  filters: ['organization', 'parent', 'established', 'abolished'],
  sort: 'id',
  linked: {
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
