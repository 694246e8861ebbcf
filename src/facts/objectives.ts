import { key, needed, noun } from '../records/noun.ts'
import { timeless } from '../records/time.ts'
import { code, count, reference, words } from './fields.ts'

export const objectives = noun('objectives', 'Objective', {
  summary: 'What it is for, as documents put it',
  description:
    'An aim, principle, function, commitment or focus that a document names, in our words.',
  time: timeless,
  fields: {
    organization: key(reference('organizations', 'Whose.')),
    kind: key(
      code(
        ['aim', 'principle', 'function', 'commitment', 'strategic_focus'],
        'As what the document names it.',
      ),
    ),
    position: count('Its number, only where the document numbers it.'),
    title: needed(words('What it is, in our words.')),
    summary: words('More of it, in our words.'),
  },
  filters: ['organization', 'kind', 'position'],
  sort: 'id',
  linked: {
    terms: {
      organization: 'schema:about',
      position: 'schema:position',
      title: 'schema:name',
      summary: 'schema:description',
    },
  },
})
