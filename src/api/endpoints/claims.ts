import { Type } from 'typebox'
import { fromCell, pickColumns } from '../../database/record-rows.ts'
import { Id, id, type ResourceType } from '../../domain/resource-type.ts'
import { component, nullable } from '../../http/schema-registry.ts'
import { ANY_COLLECTION } from '../../query/filter-validation.ts'
import { equalsFilter } from '../../query/list-definition.ts'
import type { Collection } from '../collection.ts'
import { itemSchema, listSchema } from '../envelope.ts'
import { ClaimIdSchema, PlaceSchema, STANCES } from '../evidence-schema.ts'
import { flatColumn } from '../representations/csv-columns.ts'
import { claimContext } from '../representations/json-ld-contexts.ts'
import { enumParameter, fieldNames } from './choices.ts'

/** `/v1/claims`: the raw receipts, each at its own path. */

const Claim = component('Claim', "One field's value as one source states it, at one place in it.", {
  id: ClaimIdSchema,
  source: Id,
  record: Id,
  collection: Type.String({ description: 'The collection that the record is one of.' }),
  field: Type.String({ description: 'The field that it states.' }),
  value: Type.Union([Type.String(), Type.Integer(), Type.Boolean()], {
    description: 'What it states.',
  }),
  at: PlaceSchema,
  note: nullable(Type.String({ description: 'How it was read.' })),
  set_aside: nullable(Type.String({ description: 'Why it does not count; null where it does.' })),
  known_from: Type.String({ format: 'date', description: 'The day from which its source counts.' }),
  stance: nullable(
    Type.Enum([...STANCES], {
      type: 'string',
      description: 'How it stands to the value then; null while its record is not item.',
    }),
  ),
})
/** Each claim with its stance in the version of its record that is told at `:known_at`. */
const CLAIMS = `(
  SELECT claims.id, claims.source, claims.record, claims.collection, claims.field, claims.value,
         claims.at, claims.note, claims.set_aside, claims.known_from,
         (SELECT stances.stance
            FROM versions
            JOIN stances USING (record, known_from)
           WHERE versions.record = claims.record
             AND stances.claim   = claims.seq
             AND versions.known_from <= :known_at
             AND (versions.known_to IS NULL OR versions.known_to > :known_at)) AS stance,
         claims.seq
    FROM claims)`

const COLUMNS = [
  ...['id', 'source', 'record', 'collection', 'field', 'value'],
  ...['at', 'note', 'set_aside', 'known_from', 'stance'],
]

/** Most claims agree; those that do not are few, and have an index. */
const stance = equalsFilter('stance', enumParameter(STANCES, 'Only of this stance.'))
const byStance = {
  ...stance,
  condition: `(:stance = 'agrees'
        OR item.seq IN (SELECT claim FROM stances WHERE stance = :stance AND stance <> 'agrees'))
   AND ${stance.condition}`,
}

export function claimsCollection(resourceTypes: readonly ResourceType[]): Collection {
  const named = new Map(resourceTypes.map((resourceType) => [resourceType.name, resourceType]))
  return {
    name: 'claims',
    summary: 'Every claim of every source',
    description: 'The raw receipts: what each source states of each field. Ordered by `source`.',
    schemas: { record: Claim, list: listSchema('Claim', Claim), item: itemSchema('Claim', Claim) },
    list: {
      name: 'claims',
      table: CLAIMS,
      columns: COLUMNS,
      requiredColumns: ['id', 'source', 'collection', 'field'],
      knownCondition: 'item.known_from <= :known_at',
      firstKnownColumn: 'known_from',
      filters: {
        source: equalsFilter('source', id('Only of this source.'), 'sources'),
        record: {
          ...equalsFilter('record', id('Only of this record.'), ANY_COLLECTION),
          // As the index has it.
          condition: `(item.collection, item.record) = (
            (SELECT collection FROM records WHERE id = :record), :record)`,
        },
        collection: {
          ...equalsFilter(
            'collection',
            enumParameter([...named.keys()], 'Only of records of this collection.'),
          ),
          // Not by its index: there are too many of one collection to be put in order.
          condition: '+item.collection = :collection',
        },
        field: equalsFilter(
          'field',
          enumParameter(fieldNames(resourceTypes), 'Only of this field.'),
        ),
        stance: byStance,
      },
      sorts: {
        id: 'item.id',
        source: 'item.source',
        record: 'item.record',
        known_from: 'item.known_from',
      },
      defaultSort: 'source',
      validTime: null,
    },
    csvColumns: COLUMNS.map((name) => flatColumn(name)),
    jsonLd: claimContext,
    parameters: {},
    render(_, rows) {
      const records = rows.map((row) => {
        const resourceType = named.get(String(row.collection))
        return {
          ...pickColumns(row, COLUMNS),
          value: fromCell(resourceType ?? { fields: {} }, String(row.field), row.value ?? null),
        }
      })
      return { records, cited: rows.map(({ source }) => String(source)) }
    },
  }
}
