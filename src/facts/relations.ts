import { key, noun } from '../records/noun.ts'
import { term } from '../records/time.ts'
import { attested, code, day, reference, text, words } from './fields.ts'

const RELATIONS = [
  'observer',
  'related_organization',
  'part_of_system',
  'agency',
  'dependent',
  'coordinator',
  'partner',
] as const

export const relations = noun('relations', 'Relation', {
  summary: 'How it stands to other organizations',
  description: 'A relation to another organization or system, as documents name it.',
  time: term({ start: 'start', end: 'end', attested: 'attested' }),
  fields: {
    organization: key(reference('organizations', 'Which organization.')),
    other: key(text('To whom.')),
    kind: key(code(RELATIONS, 'As what.')),
    start: day('Since when.'),
    end: day('Until when.'),
    attested: attested(),
    summary: words('More of it, in our words.'),
  },
  filters: ['organization', 'other', 'kind', 'start', 'end'],
  sort: 'start',
  linked: {
    terms: {
      organization: 'schema:about',
      start: 'schema:startDate',
      end: 'schema:endDate',
      summary: 'schema:description',
    },
  },
})
