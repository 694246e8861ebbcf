import type { Database } from 'better-sqlite3'
import type { Noun } from '../records/noun.ts'
import { unservable } from '../records/servable.ts'
import { columnsOf, rowOf } from '../records/table.ts'
import { timeOf } from '../records/time.ts'
import type { Coverage } from './coverage.ts'
import { nearest, refuseNearIds } from './cross.ts'
import { judge, refuseIncomplete } from './judge.ts'
import type { Problems } from './problems.ts'
import { resolve } from './resolve.ts'
import type { Step } from './step.ts'
import { succeed, type Told } from './succession.ts'
import { groupsOf, type Placed } from './told.ts'

/** What was settled. */
export interface Settled {
  records: number
  versions: number
  /** How many records there are: those that are never told among them. */
  readonly of: number
}

/**
 * Decides every record of a noun from its claims and stores its versions. What is wrong is added to
 * `problems`, and left out, so that one run tells all of it.
 */
export function settle(
  db: Database,
  noun: Noun,
  problems: Problems,
  coverage: Coverage,
  settled: Settled,
  progress: (step: Step) => void,
): void {
  const insert = inserts(db, noun)
  const near = (id: string) => nearest(db, noun.name, id)
  const bad = new Set(problems.found.map(({ about }) => about?.id))
  for (const group of groupsOf(db, noun)) {
    const told = [...group].flatMap(([record, claims]) => {
      const before = problems.found.length
      const versions = tell(noun, claims, bad.has(record), near, problems)
      const right = !bad.has(record) && problems.found.length === before
      return right && versions.length > 0 ? [{ record, versions }] : []
    })
    for (const { record, versions } of succeeded(noun, told)) {
      insert(record, versions)
      const newest = versions.at(-1)
      if (newest !== undefined) coverage.addRecord(noun, newest, group.get(record) ?? [])
      settled.records += 1
      settled.versions += versions.length
    }
    const { records, of } = settled
    progress({ doing: 'resolving', done: { count: records, unit: 'records', share: records / of } })
  }
  refuseNearIds(db, noun, problems)
}

function tell(
  noun: Noun,
  claims: readonly Placed[],
  excused: boolean,
  near: (id: string) => string | null,
  problems: Problems,
): Told['versions'] {
  const versions = resolve(noun, claims)
  judge(noun, claims, versions, problems)
  // What is missing may stand in what could not be read.
  if (!excused && !problems.lost) refuseIncomplete(noun, claims, versions, near, problems)
  return versions
}

/** Records that succeed one another are told together, all others each alone. */
function succeeded(noun: Noun, told: readonly Told[]): Told[] {
  const successive = (record: Told) => {
    const time = timeOf(noun.time, record.versions[0]?.values ?? {})
    return 'within' in time && time.within !== undefined
  }
  return [
    ...succeed(noun, told.filter(successive)),
    ...told.filter((record) => !successive(record)).flatMap((record) => succeed(noun, [record])),
  ]
}

function inserts(db: Database, noun: Noun) {
  const columns = columnsOf(noun)
  const row = db.prepare(`
    INSERT INTO ${noun.name} (${columns.map((column) => `"${column}"`).join(', ')})
    VALUES (${columns.map((column) => `:${column}`).join(', ')})`)
  const told = db.prepare('INSERT INTO versions VALUES (?, ?, ?, ?, ?)')
  const stance = db.prepare(`
    INSERT INTO stances (record, known_from, place, claim, stance)
    SELECT ?, ?, ?, seq, ?
      FROM claims
     WHERE id = ?`)
  return (record: string, versions: Told['versions']) => {
    for (const version of versions) {
      const { values, known_from, known_to } = version
      const organization = noun.name === 'organizations' ? record : (values.organization ?? null)
      told.run(record, noun.name, organization, known_from, known_to)
      const cells = rowOf(noun, record, version)
      // Better here, where it ends the load, than in an answer.
      const why = unservable(noun, cells)
      if (why !== null) throw new Error(`${noun.name} ${record} cannot be served: ${why}`)
      row.run(cells)
      for (const [place, [claim, how]] of [...version.stances].entries())
        stance.run(record, known_from, place, how, claim)
    }
  }
}
