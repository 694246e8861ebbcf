import type { Database } from 'better-sqlite3'
import { isDay } from '../records/edtf.ts'
import type { Noun } from '../records/noun.ts'
import type { Claim, Heard } from './claims.ts'
import type { Version } from './resolve.ts'

/** The two highest standings: the act itself, and the organization. */
const OFFICIAL = 1

/** What the table `coverage` holds of a noun. */
interface Count {
  records: number
  claims: number
  sources: number
  stated: number
  official: number
  dated: number
  days: number
}

/** How well each noun is covered by the newest versions of its records: counted as they are loaded. */
export class Coverage {
  readonly #counts = new Map<string, Count>()

  constructor(nouns: readonly Noun[]) {
    const none = { records: 0, claims: 0, sources: 0, stated: 0, official: 0, dated: 0, days: 0 }
    for (const { name } of nouns) this.#counts.set(name, { ...none })
  }

  /** Counts the claims of one source. */
  addSource(claims: readonly Claim[]): void {
    for (const { noun } of claims) this.#of(noun).claims += 1
    for (const noun of new Set(claims.map(({ noun }) => noun))) this.#of(noun).sources += 1
  }

  /** Counts a record, and of its values those with which one of its claims agrees. */
  addRecord({ name, fields }: Noun, newest: Version, claims: readonly Heard[]): void {
    const count = this.#of(name)
    const agreeing = claims.filter(({ id }) => newest.stances.get(id) === 'agrees')
    count.records += 1
    for (const [field, said] of Map.groupBy(agreeing, ({ field }) => field)) {
      const form = fields[field]?.form
      const isDate = form === 'day' || form === 'span'
      count.stated += 1
      if (said.some(({ standing }) => standing <= OFFICIAL)) count.official += 1
      if (isDate) count.dated += 1
      if (isDate && said.some(({ value }) => isDay(String(value)))) count.days += 1
    }
  }

  store(db: Database): void {
    const insert = db.prepare(`
      INSERT INTO coverage ( noun,  records,  claims,  sources,  stated,  official,  dated,  days)
      VALUES               (:noun, :records, :claims, :sources, :stated, :official, :dated, :days)`)
    for (const [noun, count] of this.#counts) insert.run({ noun, ...count })
  }

  #of(noun: string): Count {
    const count = this.#counts.get(noun)
    if (count === undefined) throw new Error(`${noun} is no noun that is counted.`)
    return count
  }
}
