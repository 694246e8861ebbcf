import type { Database } from '../../database/connection.ts'
import type { Claim, RankedClaim } from '../../domain/claim.ts'
import { isDay } from '../../domain/edtf.ts'
import { isDateType, type ResourceType } from '../../domain/resource-type.ts'
import { SOURCE_KINDS } from '../../domain/resources/sources.ts'
import type { Version } from '../resolve/resolve.ts'

/** The lowest authority that counts as official: an act itself, or the organization. */
const OFFICIAL = SOURCE_KINDS.indexOf('official')

/** A row of the table `coverage`. */
interface Counts {
  sources: number
  stated: number
  official: number
  dated: number
  days: number
}

const NONE: Counts = { sources: 0, stated: 0, official: 0, dated: 0, days: 0 }

const COLLECTION_COUNTS = `
  INSERT INTO collection_counts (collection, known_from, records, claims)
  SELECT collection, known_from, sum(records), sum(claims)
    FROM (SELECT collection, min(known_from) AS known_from, 1 AS records, 0 AS claims
            FROM versions
           GROUP BY record
           UNION ALL
          SELECT collection, known_from, 0, 1
            FROM claims)
   GROUP BY collection, known_from`

/** Counts the records and claims of each collection that became known on each day. */
export function writeCollectionCounts(db: Database): void {
  db.exec(COLLECTION_COUNTS)
}

/** Counts, during a load, how well sources cover the current versions of each collection. */
export class CoverageCounter {
  readonly #counts: Map<string, Counts>

  constructor(resourceTypes: readonly ResourceType[]) {
    this.#counts = new Map(resourceTypes.map(({ name }) => [name, { ...NONE }]))
  }

  /** Counts the claims of one source. */
  addSource(claims: readonly Claim[]): void {
    for (const collection of new Set(claims.map(({ collection }) => collection)))
      this.#countsOf(collection).sources += 1
  }

  /** Counts the values of one record with a claim that agrees. Derived values have no claims. */
  addRecord(
    { name, fields }: ResourceType,
    current: Version,
    claims: readonly RankedClaim[],
  ): void {
    const counts = this.#countsOf(name)
    const agreeingIds = new Set(
      current.evidence.filter(({ stance }) => stance === 'agrees').map(({ claim }) => claim),
    )
    const agreeing = claims.filter(({ id }) => agreeingIds.has(id))
    for (const [field, agreeingClaims] of Map.groupBy(agreeing, ({ field }) => field)) {
      const type = fields[field]?.type
      const isDate = isDateType(type)
      counts.stated += 1
      if (agreeingClaims.some(({ authority }) => authority <= OFFICIAL)) counts.official += 1
      if (isDate) counts.dated += 1
      if (isDate && agreeingClaims.some(({ value }) => isDay(String(value)))) counts.days += 1
    }
  }

  store(db: Database): void {
    const insert = db.prepare(`
      INSERT INTO coverage ( collection,  sources,  stated,  official,  dated,  days)
      VALUES               (:collection, :sources, :stated, :official, :dated, :days)`)
    for (const [collection, counts] of this.#counts) insert.run({ collection, ...counts })
  }

  #countsOf(collection: string): Counts {
    const counts = this.#counts.get(collection)
    if (counts === undefined) throw new Error(`There is no collection ${collection}.`)
    return counts
  }
}
