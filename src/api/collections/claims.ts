import { Type } from 'typebox'
import { ClaimIdSchema, PlaceSchema, StanceSchema } from '../../domain/record-components.ts'
import { IdSchema, nullable, recordOf } from '../../domain/record-schema.ts'
import { fromCell, pickColumns } from '../../domain/record-serialization.ts'
import { resourceTypes } from '../../domain/resources/index.ts'
import { validatedJson } from '../../http/response-validator.ts'
import { registerSchema } from '../../http/schema-registry.ts'
import { CLAIM_COLUMNS, claimsList } from '../../query/views/claims.ts'
import type { Collection } from '../collection.ts'
import { collectionSchemas } from '../record-schemas.ts'
import { flatColumn } from '../representations/csv-columns.ts'
import { CODE_TERM, DATE_TERM, idTerms, referenceTerm } from '../representations/json-ld-terms.ts'

const ClaimSchema = registerSchema(
  recordOf(
    'Claim',
    "One field's value as one source states it, at one place in that source.",
    {
      source: IdSchema,
      record: IdSchema,
      collection: Type.String({ description: 'Collection of the record.' }),
      field: Type.String({ description: 'Field that the claim states.' }),
      value: Type.Union([Type.String(), Type.Integer({ format: 'int64' }), Type.Boolean()], {
        description: 'Stated value.',
      }),
      at: PlaceSchema,
      note: nullable(Type.String({ description: 'How the source was read.' })),
      set_aside: nullable(
        Type.String({ description: 'Why the claim does not count; null if it counts.' }),
      ),
      known_from: Type.String({
        format: 'date',
        description: 'Day from which its source is known.',
      }),
      stance: nullable(StanceSchema),
    },
    ClaimIdSchema,
  ),
)

const toJson = validatedJson(ClaimSchema, 'Claim')

const types = new Map(resourceTypes.map((type) => [type.name, type]))

/** `/v1/claims`: every claim of every source. */
export const claimsCollection: Collection = {
  name: 'claims',
  summary: 'Every claim of every source',
  description:
    'What each source states about each field. `stance` is null while the record of the claim is not served. Ordered by `source`.',
  schemas: collectionSchemas(ClaimSchema),
  list: claimsList,
  csvColumns: CLAIM_COLUMNS.map((name) => flatColumn(name)),
  jsonLd: {
    type: 'prov:Entity',
    terms: (baseUrl) => ({
      ...idTerms(baseUrl, 'claims'),
      source: referenceTerm(baseUrl, 'sources', 'prov:hadPrimarySource'),
      value: 'prov:value',
      note: 'rdfs:comment',
      stance: CODE_TERM,
      known_from: DATE_TERM,
    }),
  },
  parameters: {},
  render(_, rows) {
    const records = rows.map((row) => {
      const type = types.get(String(row.collection)) ?? { fields: {} }
      return {
        ...pickColumns(row, CLAIM_COLUMNS),
        ...(row.value !== undefined && { value: fromCell(type, String(row.field), row.value) }),
      }
    })
    return { records: records.map(toJson), cited: rows.map(({ source }) => String(source)) }
  },
}
