import { Type } from 'typebox'
import { component, nullable } from '../http/components.ts'
import type { Collection } from '../records/collection.ts'
import { plain } from '../records/columns.ts'
import { ANY } from '../records/contradictions.ts'
import { itemOf, listOf } from '../records/envelope.ts'
import { At, ClaimId, STANCES } from '../records/evidence.ts'
import { equals } from '../records/listing.ts'
import { Id, id, type Noun } from '../records/noun.ts'
import { decoded, picked } from '../records/table.ts'
import { fieldNames, oneOf } from './choices.ts'
import { claim } from './meanings.ts'

/** `/v1/claims`: the raw receipts, each at its own path. */

const Claim = component('Claim', "One field's value as one source states it, at one place in it.", {
  id: ClaimId,
  source: Id,
  record: Id,
  noun: Type.String({ description: 'The noun that the record is one of.' }),
  field: Type.String({ description: 'The field that it states.' }),
  value: Type.Union([Type.String(), Type.Integer(), Type.Boolean()], {
    description: 'What it states.',
  }),
  at: At,
  note: nullable(Type.String({ description: 'How it was read.' })),
  set_aside: nullable(Type.String({ description: 'Why it does not count; null where it does.' })),
  heard: Type.String({ format: 'date', description: 'The day from which its source counts.' }),
  stance: nullable(
    Type.Enum([...STANCES], {
      type: 'string',
      description: 'How it stands to the value then; null while its record is not told.',
    }),
  ),
})
/** Each claim with its stance in the version of its record that is told at `:known_at`. */
const CLAIMS = `(
  SELECT claims.id, claims.source, claims.record, claims.noun, claims.field, claims.value,
         claims.at, claims.note, claims.set_aside, claims.heard,
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
  ...['id', 'source', 'record', 'noun', 'field', 'value'],
  ...['at', 'note', 'set_aside', 'heard', 'stance'],
]

/** Most claims agree; those that do not are few, and have an index. */
const stance = equals('stance', oneOf(STANCES, 'Only of this stance.'))
const byStance = {
  ...stance,
  condition: `(:stance = 'agrees'
        OR told.seq IN (SELECT claim FROM stances WHERE stance = :stance AND stance <> 'agrees'))
   AND ${stance.condition}`,
}

export function claimsCollection(nouns: readonly Noun[]): Collection {
  const named = new Map(nouns.map((noun) => [noun.name, noun]))
  return {
    name: 'claims',
    summary: 'Every claim of every source',
    description: 'The raw receipts: what each source states of each field. Ordered by `source`.',
    schemas: { record: Claim, list: listOf('Claim', Claim), item: itemOf('Claim', Claim) },
    listing: {
      name: 'claims',
      table: CLAIMS,
      columns: COLUMNS,
      lean: ['id', 'source', 'noun', 'field'],
      known: 'told.heard <= :known_at',
      first: 'heard',
      filters: {
        source: equals('source', id('Only of this source.'), 'sources'),
        record: {
          ...equals('record', id('Only of this record.'), ANY),
          // As the index has it.
          condition: `(told.noun, told.record) = (
            (SELECT noun FROM records WHERE id = :record), :record)`,
        },
        noun: {
          ...equals('noun', oneOf([...named.keys()], 'Only of records of this noun.')),
          // Not by its index: there are too many of one noun to be put in order.
          condition: '+told.noun = :noun',
        },
        field: equals('field', oneOf(fieldNames(nouns), 'Only of this field.')),
        stance: byStance,
      },
      sorts: {
        id: 'told.id',
        source: 'told.source',
        record: 'told.record',
        heard: 'told.heard',
      },
      sort: 'source',
      validity: null,
    },
    table: COLUMNS.map((name) => plain(name)),
    meaning: claim,
    parameters: {},
    tell(_, rows) {
      const records = rows.map((row) => {
        const noun = named.get(String(row.noun))
        return {
          ...picked(row, COLUMNS),
          value: decoded(noun ?? { fields: {} }, String(row.field), row.value ?? null),
        }
      })
      return { records, cited: rows.map(({ source }) => String(source)) }
    },
  }
}
