import type { Database } from 'better-sqlite3'
import type { Noun } from '../records/noun.ts'
import { type Cell, decoded } from '../records/table.ts'
import { timesOf } from '../records/time.ts'
import type { Heard } from './claims.ts'
import type { Place } from './problems.ts'

/** A claim with its standing, and where it stands in its file. */
export type Placed = Heard & { place: Place }

type Row = Omit<Heard, 'value'> & Place & { value: Cell }

/** The field by whose value records of a noun succeed one another; null where they do not. */
function succession(noun: Noun): string | null {
  const [within] = timesOf(noun.time).flatMap((time) =>
    'within' in time && time.within !== undefined ? [time.within] : [],
  )
  return within ?? null
}

/**
 * The claims of a noun, in groups of records that may succeed one another, each record's claims
 * together: one group in memory at a time.
 */
export function* groupsOf(db: Database, noun: Noun): Generator<Map<string, Placed[]>> {
  const within = succession(noun)
  const rows = db.prepare<{ noun: string; within: string | null }, Row & { grouped: string }>(`
    SELECT claims.id, claims.noun, claims.record, claims.field, claims.value,
           claims.source, claims.at, claims.note, claims.set_aside,
           sources.standing, sources.earliest, sources.heard,
           places.file, places.line, places.column, places.path,
           coalesce(
             (SELECT value
                FROM claims AS grouping
               WHERE (grouping.noun, grouping.record, grouping.field) = (claims.noun, claims.record, :within)
                 AND grouping.set_aside IS NULL
               ORDER BY grouping.id
               LIMIT 1),
             claims.record
           ) AS grouped
      FROM claims
      JOIN sources     ON sources.id = claims.source
      JOIN temp.places ON places.claim = claims.id
     WHERE claims.noun = :noun
     ORDER BY grouped, claims.record`)
  let group = new Map<string, Placed[]>()
  let current: string | undefined
  for (const { grouped, ...row } of rows.iterate({ noun: noun.name, within })) {
    if (current !== undefined && current !== grouped) {
      yield group
      group = new Map()
    }
    current = grouped
    const claims = group.get(row.record)
    if (claims === undefined) group.set(row.record, [placed(noun, row)])
    else claims.push(placed(noun, row))
  }
  if (group.size > 0) yield group
}

function placed(noun: Noun, { file, line, column, path, value, ...claim }: Row): Placed {
  return {
    ...claim,
    value: decoded(noun, claim.field, value) ?? '',
    place: { file, line, column, path: path ?? null },
  }
}
