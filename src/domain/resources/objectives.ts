import { defineResourceType } from '../define-resource-type.ts'
import { code, count, ownWords, reference } from '../field-types.ts'
import { key, required } from '../resource-type.ts'
import { timeless } from '../valid-time.ts'

export const objectives = defineResourceType('objectives', 'Objective', {
  summary: 'Objectives and functions',
  description:
    'An aim, principle, function, commitment or strategic focus that a document names, in our words.',
  time: timeless,
  fields: {
    organization: key(reference('organizations', 'Organization.')),
    kind: key(code('objective_kinds', 'Kind of objective.', 'aim')),
    position: count('Number, if the document numbers it.'),
    title: required(ownWords('Title, in our words.')),
    summary: ownWords('Summary, in our words.'),
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
