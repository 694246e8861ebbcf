import type { Database } from 'better-sqlite3'
import type { Claim, RankedClaim } from '../../domain/claim.ts'
import { isDay } from '../../domain/edtf.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import type { Version } from '../resolve/resolve.ts'

/** The two highest standings: the act itself, and the organization. */
const OFFICIAL = 1

/** What the table `coverage` holds of a collection. */
interface Count {
  records: number
  claims: number
  sources: number
  stated: number
  official: number
  dated: number
  days: number
}

/** How well each collection is covered by the newest versions of its records: counted as they are loaded. */
export class CoverageCounter {
  readonly #counts = new Map<string, Count>()

  constructor(resourceTypes: readonly ResourceType[]) {
    const none = { records: 0, claims: 0, sources: 0, stated: 0, official: 0, dated: 0, days: 0 }
    for (const { name } of resourceTypes) this.#counts.set(name, { ...none })
  }

  /** Counts the claims of one source. */
  addSource(claims: readonly Claim[]): void {
    for (const { collection } of claims) this.#of(collection).claims += 1
    for (const collection of new Set(claims.map(({ collection }) => collection)))
      this.#of(collection).sources += 1
  }

  /** Counts a record, and of its values those with which one of its claims agrees. */
  addRecord({ name, fields }: ResourceType, newest: Version, claims: readonly RankedClaim[]): void {
    const count = this.#of(name)
    const agreeing = claims.filter(({ id }) => newest.stances.get(id) === 'agrees')
    count.records += 1
    for (const [field, said] of Map.groupBy(agreeing, ({ field }) => field)) {
      const form = fields[field]?.type
      const isDate = form === 'day' || form === 'span'
      count.stated += 1
      if (said.some(({ authority }) => authority <= OFFICIAL)) count.official += 1
      if (isDate) count.dated += 1
      if (isDate && said.some(({ value }) => isDay(String(value)))) count.days += 1
    }
  }

  store(db: Database): void {
    const insert = db.prepare(`
      INSERT INTO coverage ( collection,  records,  claims,  sources,  stated,  official,  dated,  days)
      VALUES               (:collection, :records, :claims, :sources, :stated, :official, :dated, :days)`)
    for (const [collection, count] of this.#counts) insert.run({ collection, ...count })
  }

  #of(collection: string): Count {
    const count = this.#counts.get(collection)
    if (count === undefined) throw new Error(`${collection} is no collection that is counted.`)
    return count
  }
}
