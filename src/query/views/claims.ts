import { STANCES } from '../../domain/claim.ts'
import { idSchema } from '../../domain/record-schema.ts'
import { resourceTypes } from '../../domain/resources/index.ts'
import { ANY_COLLECTION } from '../filter-validation.ts'
import { enumSchema, organizationFilter, setFilter } from '../filters.ts'
import { isKnown } from '../knowledge-time-sql.ts'
import type { ListDefinition } from '../list-definition.ts'

/** The list of claims, each with its stance in the version of its record that is current at `:known_at`. */

export const CLAIM_COLUMNS = [
  ...['id', 'source', 'record', 'collection', 'field', 'value'],
  ...['at', 'note', 'set_aside', 'known_from', 'stance'],
]

const CLAIMS = `(
  SELECT claims.id, claims.source, claims.record, claims.collection, claims.field, claims.value,
         claims.at, claims.note, claims.set_aside, claims.known_from,
         (SELECT stances.stance
            FROM versions
            JOIN stances ON stances.record     = versions.record
                        AND stances.known_from = versions.known_from
           WHERE versions.record = claims.record
             AND stances.claim   = claims.seq
             AND ${isKnown('versions')}) AS stance,
         claims.seq
    FROM claims)`

export const collectionNames = resourceTypes.map(({ name }) => name)

/** The names of all fields of all resource types, sorted. */
export const fieldNames = [
  ...new Set(resourceTypes.flatMap(({ fields }) => Object.keys(fields))),
].sort()

/** Most claims agree. The others have an index. Each of them is about its own record. */
const isUnlike = (hasStance: string) => `item.seq IN (
         SELECT stances.claim
           FROM stances
           JOIN versions ON versions.record     = stances.record
                        AND versions.known_from = stances.known_from
          WHERE ${hasStance}
            AND stances.stance <> 'agrees'
            AND ${isKnown('versions')})`

export const claimsList: ListDefinition = {
  name: 'claims',
  table: CLAIMS,
  columns: CLAIM_COLUMNS,
  requiredColumns: ['id', 'source', 'collection', 'field'],
  knownCondition: 'item.known_from <= :known_at',
  firstKnownColumn: 'known_from',
  filters: {
    source: setFilter('source', idSchema('Only of this source.'), 'sources'),
    organization: organizationFilter(
      'Only about records of this organization.',
      (isOneOf) => `item.record IN (
         SELECT versions.record
           FROM versions
          WHERE ${isOneOf('versions.organization')}
            AND versions.known_from  <= :known_at)`,
    ),
    record: setFilter('record', idSchema('Only of this record.'), ANY_COLLECTION),
    // The probabilities tell SQLite that other filters match fewer claims.
    collection: setFilter(
      'collection',
      enumSchema(collectionNames, 'Only of records of this collection.'),
      undefined,
      (isOneOf) => `likelihood(${isOneOf('item.collection')}, 0.05)`,
    ),
    field: setFilter(
      'field',
      enumSchema(fieldNames, 'Only of this field.'),
      undefined,
      (isOneOf) => `likelihood(${isOneOf('item.field')}, 0.01)`,
    ),
    stance: setFilter(
      'stance',
      enumSchema(STANCES, 'Only with this stance.'),
      undefined,
      (isOneOf, values) =>
        values.includes('agrees') ? isOneOf('item.stance') : isUnlike(isOneOf('stances.stance')),
    ),
  },
  sorts: {
    id: 'item.id',
    source: 'item.source',
    record: 'item.record',
    known_from: 'item.known_from',
  },
  defaultSort: 'source',
  validTime: null,
}
