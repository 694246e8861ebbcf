import { type TSchema, Type } from 'typebox'
import { fieldProperties, IdSchema, recordOf } from '../../domain/record-schema.ts'
import { toRecord } from '../../domain/record-serialization.ts'
import type { ResourceDeclaration } from '../../domain/resource-type.ts'
import { codes } from '../../domain/resources/codes.ts'
import { completeness } from '../../domain/resources/completeness.ts'
import { validatedJson } from '../../http/response-validator.ts'
import { registerSchema } from '../../http/schema-registry.ts'
import type { ListDefinition } from '../../query/list-definition.ts'
import { codesList, completenessList } from '../../query/views/reference-data.ts'
import type { Collection } from '../collection.ts'
import { collectionSchemas } from '../record-schemas.ts'
import { flatColumn } from '../representations/csv-columns.ts'
import { fieldTerms } from '../representations/json-ld-terms.ts'

/** `/v1/codes` and `/v1/completeness`: reference data of the release, without claims. */

const CodeIdSchema = Type.String({
  description: 'Vocabulary and code, separated by a dot.',
  examples: ['measures.staff'],
})

function referenceCollection(
  declaration: ResourceDeclaration,
  schemaName: string,
  list: ListDefinition,
  id: TSchema,
): Collection {
  const { name, summary, description, fields, linkedData, sort } = declaration
  const schema = registerSchema(recordOf(schemaName, description, fieldProperties(fields), id))
  const toJson = validatedJson(schema, schemaName)
  return {
    name,
    summary,
    description: `${description} Ordered by \`${sort}\`.`,
    schemas: collectionSchemas(schema),
    list,
    csvColumns: list.columns.map((column) => flatColumn(column)),
    jsonLd: {
      type: linkedData?.type ?? schemaName,
      terms: (baseUrl) => fieldTerms(name, fields, linkedData, baseUrl),
    },
    parameters: {},
    render: (_, rows) => ({
      records: rows.map((row) => toJson(toRecord(declaration, row))),
      cited: [],
    }),
  }
}

export const referenceCollections: readonly Collection[] = [
  referenceCollection(codes, 'Code', codesList, CodeIdSchema),
  referenceCollection(completeness, 'Completeness', completenessList, IdSchema),
]
