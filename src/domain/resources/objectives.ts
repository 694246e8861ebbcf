import { defineResourceType } from '../define-resource-type.ts'
import { code, count, ownWords, reference } from '../field-types.ts'
import { key, needed } from '../resource-type.ts'
import { timeless } from '../valid-time.ts'

export const objectives = defineResourceType('objectives', 'Objective', {
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
    title: needed(ownWords('What it is, in our words.')),
    summary: ownWords('More of it, in our words.'),
  },
  filters: ['organization', 'kind', 'position'],
  sort: 'id',
  linkedData: {
    terms: {
      organization: 'schema:about',
      position: 'schema:position',
      title: 'schema:name',
      summary: 'schema:description',
    },
  },
})
