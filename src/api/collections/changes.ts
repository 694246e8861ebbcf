import { Type } from 'typebox'
import { ClaimIdSchema } from '../../domain/record-components.ts'
import { IdSchema, recordOf } from '../../domain/record-schema.ts'
import { validatedJson } from '../../http/response-validator.ts'
import { component, ref, registerSchema } from '../../http/schema-registry.ts'
import { CHANGE_PARTS, changesList } from '../../query/views/changes.ts'
import type { Collection } from '../collection.ts'
import { collectionSchemas } from '../record-schemas.ts'
import { evidenceTerms, idTerms, referenceTerm } from '../representations/json-ld-terms.ts'

const value = (description: string) =>
  Type.Union([Type.String(), Type.Integer({ format: 'int64' }), Type.Boolean(), Type.Null()], {
    description,
  })
const collection = Type.String({ description: 'Collection of the record.' })

const BecameKnownSchema = component('BecameKnown', 'A record that became known.', {
  record: IdSchema,
  collection,
})
const ChangedSchema = component('Changed', 'A served value that changed.', {
  record: IdSchema,
  collection,
  field: Type.String({ description: 'Field; `end` and `status` may be derived.' }),
  before: value('Value before that day.'),
  after: value('Value from that day on.'),
})
const OverruledSchema = component('Overruled', 'A claim that is overruled from that day on.', {
  claim: ClaimIdSchema,
  record: IdSchema,
  collection,
  field: Type.String({ description: 'Field that the claim states.' }),
  value: value('Stated value.'),
  source: IdSchema,
})
const ChangeSchema = registerSchema(
  recordOf(
    'Change',
    'What changed because of the sources that became known on one day.',
    {
      sources: Type.Array(IdSchema, { description: 'Sources that became known on that day.' }),
      became_known: Type.Array(ref(BecameKnownSchema), { description: 'New records.' }),
      changed: Type.Array(ref(ChangedSchema), { description: 'Changed values.' }),
      overruled: Type.Array(ref(OverruledSchema), { description: 'Overruled claims.' }),
    },
    Type.String({ format: 'date', description: 'The day.' }),
  ),
)

const toJson = validatedJson(ChangeSchema, 'Change')

/** `/v1/changes`: what changed on each day on which sources became known. */
export const changesCollection: Collection = {
  name: 'changes',
  summary: 'What new documents changed, by day',
  description:
    'For each day on which sources became known: the new records, the changed values, and the claims that are overruled from that day on. Ordered by `id`, oldest first.',
  schemas: collectionSchemas(ChangeSchema),
  list: changesList,
  jsonLd: {
    type: 'Change',
    terms: (baseUrl) => ({
      ...idTerms(baseUrl, 'changes'),
      sources: referenceTerm(baseUrl, 'sources', 'prov:wasDerivedFrom'),
      overruled: evidenceTerms(baseUrl, 'overruled'),
    }),
  },
  parameters: {},
  render(_, rows) {
    const changes = rows.map((row) => ({
      id: row.id,
      ...Object.fromEntries(
        CHANGE_PARTS.flatMap((name) =>
          row[name] === undefined ? [] : [[name, JSON.parse(String(row[name]))]],
        ),
      ),
    }))
    const cited = rows.flatMap(({ sources }) => JSON.parse(String(sources)) as string[])
    return { records: changes.map(toJson), cited }
  },
}
