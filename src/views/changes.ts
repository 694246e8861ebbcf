import { Type } from 'typebox'
import { component, ref } from '../http/components.ts'
import type { Collection, Fact } from '../records/collection.ts'
import { bounds } from '../records/edtf.ts'
import { itemOf, listOf } from '../records/envelope.ts'
import { ClaimId } from '../records/evidence.ts'
import type { Row } from '../records/list.ts'
import { dateParameter, type Filter } from '../records/listing.ts'
import { Id, type Noun } from '../records/noun.ts'
import type { Release } from '../records/release.ts'
import { decoded, servedColumns } from '../records/table.ts'
import { change } from './meanings.ts'

/** `/v1/changes`: what each day's documents changed in what is known, oldest first. */

const value = (description: string) =>
  Type.Union([Type.String(), Type.Integer(), Type.Boolean(), Type.Null()], { description })
const noun = Type.String({ description: 'The noun that the record is one of.' })

const BecameKnown = component('BecameKnown', 'A record that became known.', { record: Id, noun })
const Changed = component('Changed', 'A value that became another.', {
  record: Id,
  noun,
  field: Type.String({ description: 'The field; `end` and `status` may be derived.' }),
  before: value('The value until then.'),
  after: value('The value from then on.'),
})
const Outvoted = component('Outvoted', 'A claim that was outvoted from that day on.', {
  claim: ClaimId,
  record: Id,
  noun,
  field: Type.String({ description: 'The field that it is about.' }),
  value: value('What it says.'),
  source: Id,
})
const Change = component('Change', 'What the documents of one day changed.', {
  id: Type.String({ format: 'date', description: 'The day on which they were heard.' }),
  heard: Type.Array(Id, { description: 'The sources of that day.' }),
  became_known: Type.Array(ref(BecameKnown), { description: 'Records that became known.' }),
  changed: Type.Array(ref(Changed), { description: 'Values that became others.' }),
  outvoted: Type.Array(ref(Outvoted), { description: 'Claims that were outvoted from then on.' }),
})

/**
 * Claims that dissent from the day on which the version began, or on which they were heard if that is
 * later, and not already from the version before.
 */
const OUTVOTED = `
  WITH dissenting AS (
    SELECT versions.known_from AS day, versions.record, versions.known_from, stances.claim
      FROM json_each(:days) AS day
      JOIN versions ON versions.known_from = day.value
      JOIN stances  ON stances.record     = versions.record
                   AND stances.known_from = versions.known_from
     WHERE stances.stance = 'disagrees'
     UNION
    SELECT sources.heard, stances.record, stances.known_from, stances.claim
      FROM json_each(:days) AS day
      JOIN sources ON sources.heard = day.value
      JOIN claims  ON claims.source = sources.id
      JOIN stances ON stances.claim = claims.seq
     WHERE stances.stance = 'disagrees')
  SELECT dissenting.day, claims.id AS claim,
         claims.record, claims.noun, claims.field, claims.value, claims.source
    FROM dissenting
   CROSS JOIN claims ON claims.seq = dissenting.claim
   WHERE dissenting.day = max(dissenting.known_from, claims.heard)
     AND NOT EXISTS (
           SELECT 1
             FROM versions AS before
             JOIN stances  AS stood ON stood.record     = before.record
                                   AND stood.known_from = before.known_from
            WHERE before.record   = dissenting.record
              AND before.known_to = dissenting.known_from
              AND stood.claim     = dissenting.claim
              AND stood.stance    = 'disagrees')
   ORDER BY dissenting.day, claims.noun, claims.record, claims.field, claims.id`

const HEARD = `
  SELECT id, heard
    FROM sources
   WHERE heard IN (SELECT value FROM json_each(:days))
   ORDER BY id`

export function changesCollection(nouns: readonly Noun[]): Collection {
  return {
    name: 'changes',
    summary: 'What each document changed in what is known',
    description:
      'For each day on which a source was heard, oldest first: the records that became known, the values that became others, and the claims that were outvoted from then on.',
    schemas: { record: Change, list: listOf('Change', Change), item: itemOf('Change', Change) },
    listing: {
      name: 'changes',
      table: 'days',
      columns: ['id'],
      known: 'told.id <= :known_at',
      first: 'id',
      filters: {
        since: {
          ...day('since', 'From the first day of this date on:', '>=', ({ min }) => min),
          upTo: 'until',
        },
        until: day('until', 'Up to the last day of this date:', '<=', ({ max }) => max),
      },
      sorts: { id: 'told.id' },
      sort: 'id',
      validity: null,
    },
    meaning: change,
    parameters: {},
    tell(release, rows) {
      const days = rows.map(({ id }) => String(id))
      const bound = { days: JSON.stringify(days) }
      const heard = release.prepare<{ id: string; heard: string }>(HEARD).all(bound)
      const outvoted = release.prepare<Row>(OUTVOTED).all(bound)
      const told = nouns.flatMap((noun) => changesOf(release, noun, bound))
      const records = days.map((day): Fact => {
        const today = told.filter((change) => change.day === day)
        return {
          id: day,
          heard: heard.filter((source) => source.heard === day).map(({ id }) => id),
          became_known: today
            .filter(({ fields }) => fields === null)
            .map(({ record, noun }) => ({ record, noun })),
          changed: today.flatMap(({ record, noun, fields }) =>
            (fields ?? []).map((field) => ({ record, noun, ...field })),
          ),
          outvoted: outvoted
            .filter((claim) => claim.day === day)
            .map(({ day: _, ...claim }) => ({ ...claim, value: valueIn(nouns, claim) })),
        }
      })
      return { records, cited: heard.map(({ id }) => id) }
    },
  }
}

function day(
  name: string,
  description: string,
  way: '>=' | '<=',
  end: (date: { min: string; max: string }) => string,
): Filter {
  return {
    schema: dateParameter(description),
    condition: `told.id ${way} :${name}`,
    bind: (value) => end(bounds(String(value))),
  }
}

function valueIn(nouns: readonly Noun[], { noun, field, value }: Row) {
  const { fields = {} } = nouns.find(({ name }) => name === noun) ?? {}
  return decoded({ fields }, String(field), value ?? null)
}

interface Told {
  day: string
  record: string
  noun: string
  /** The values that changed; null where the record became known. */
  fields: { field: string; before: unknown; after: unknown }[] | null
}

/** The versions of a noun that begin on these days, each with the one that ended there. */
function changesOf(release: Release, noun: Noun, bound: { days: string }): Told[] {
  const columns = servedColumns(noun).filter(
    (name) => !['id', 'known_from', 'known_to'].includes(name),
  )
  const shown = (alias: string) => columns.map((name) => `${alias}."${name}" AS ${alias}_${name}`)
  const rows = release
    .prepare<Row>(`
  SELECT after.id, after.known_from, before.known_from AS was_known,
         ${[...shown('before'), ...shown('after')].join(', ')}
    FROM json_each(:days) AS day
    JOIN versions ON versions.known_from = day.value
                 AND versions.noun       = '${noun.name}'
    JOIN ${noun.name} AS after       ON (after.id, after.known_from) = (versions.record, versions.known_from)
    LEFT JOIN ${noun.name} AS before ON (before.id, before.known_to) = (after.id, after.known_from)
   ORDER BY after.known_from, after.id`)
    .all(bound)
  return rows.map((row) => ({
    day: String(row.known_from),
    record: String(row.id),
    noun: noun.name,
    fields: row.was_known === null ? null : columns.flatMap((name) => difference(noun, name, row)),
  }))
}

function difference(noun: Noun, field: string, row: Row) {
  const before = row[`before_${field}`] ?? null
  const after = row[`after_${field}`] ?? null
  if (before === after) return []
  return [{ field, before: decoded(noun, field, before), after: decoded(noun, field, after) }]
}
