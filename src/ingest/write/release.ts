import { createHash, hash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Database, Statement } from '../../database/connection.ts'
import { rowChecksum } from '../../database/integrity.ts'
import { createStatementCache } from '../../database/statement-cache.ts'
import type { Claim } from '../../domain/claim.ts'
import { labelField, type ResourceType } from '../../domain/resource-type.ts'
import { referenceDataLine, seedFileLines } from '../../query/views/seed-export.ts'
import type { SeedSource } from '../validate/source.ts'
import { writeChanges } from './changes.ts'
import { type CoverageCounter, writeCollectionCounts } from './coverage.ts'
import { writeDisputes } from './disputes.ts'
import { writeSearchIndex } from './search-index.ts'
import { writeVersionJson } from './version-json.ts'

/**
 * The id of a release: a digest of the migrations, of the reference data, and of all sources with their claims,
 * as canonical JSON (RFC 8785) sorted by source id. The id does not depend on how the sources are divided into files.
 */
export class ReleaseDigest {
  readonly #db: Database
  readonly #migrations: readonly string[]
  readonly #insert: Statement<[string, string]>

  /** @param db stores the digests of the sources: there may be too many for the memory */
  constructor(db: Database, migrations: readonly string[]) {
    this.#db = db
    this.#migrations = migrations
    db.exec(`
      CREATE TEMP TABLE source_digests (
        source TEXT NOT NULL PRIMARY KEY,
        digest TEXT NOT NULL
      ) STRICT, WITHOUT ROWID`)
    this.#insert = db.prepare('INSERT INTO temp.source_digests (source, digest) VALUES (?, ?)')
  }

  add(source: SeedSource, claims: readonly Claim[]): void {
    const canonicalClaims = claims
      .map(({ collection, record, field, value, at, note, set_aside }) =>
        canonicalize([collection, record, field, value, at, note, set_aside]),
      )
      .sort()
    const text = canonicalize([source.source, source.values, canonicalClaims]) ?? ''
    this.#insert.run(source.source, hash('sha256', text))
  }

  /** 16 hexadecimal digits. No source can be added afterwards. */
  id(): string {
    const all = createHash('sha256').update(JSON.stringify(this.#migrations))
    all.update(referenceDataLine(createStatementCache(this.#db)) ?? '')
    const digests = this.#db.prepare<[], [source: string, digest: string]>(`
      SELECT source, digest
        FROM temp.source_digests
       ORDER BY source`)
    for (const row of digests.raw().iterate()) all.update(JSON.stringify(row))
    this.#db.exec('DROP TABLE temp.source_digests')
    return all.digest('hex').slice(0, 16)
  }
}

/**
 * Writes everything that is derived from all versions: names of records, search index, coverage, disputes,
 * known days, the layout of the seed export, and the release itself.
 *
 * @param fingerprint of the inputs, see fingerprint.ts; null if the database is not a file
 * @returns the id of the release
 */
export function writeRelease(
  db: Database,
  resourceTypes: readonly ResourceType[],
  digest: ReleaseDigest,
  coverage: CoverageCounter,
  fingerprint: string | null,
): string {
  const id = digest.id()
  writeVersionJson(db, resourceTypes)
  writeNames(db, resourceTypes)
  writeClaimIndex(db, resourceTypes)
  writeSearchIndex(db, resourceTypes)
  writeCollectionCounts(db)
  coverage.store(db)
  writeDisputes(db, resourceTypes)
  writeChanges(db, resourceTypes)
  const seedExport = writeSeedLines(db)
  db.prepare(`
    INSERT INTO release (id, first_known, last_known, seed_bytes, seed_sha256, fingerprint)
    SELECT ?, min(known_from), max(known_from), ?, ?, ?
      FROM sources`).run(id, seedExport.bytes, seedExport.sha256, fingerprint)
  db.prepare('UPDATE release SET checksum = ?').run(rowChecksum(db))
  return id
}

/** Stores the newest name or title of each record. Datasette shows "None" where there is none. */
function writeNames(db: Database, resourceTypes: readonly ResourceType[]): void {
  for (const resourceType of resourceTypes) {
    const field = labelField(resourceType)
    if (field !== undefined) setNames(db, `current_${resourceType.name}`, field)
  }
  setNames(db, 'sources', 'title')
  db.exec(ORGANIZATION_NAMES)
  db.exec('UPDATE records SET name = id WHERE name IS NULL')
}

/** The newest official name, in English if there is one; otherwise an alias. */
const ORGANIZATION_NAMES = `
  UPDATE records
     SET name = (SELECT name
                   FROM names
                  WHERE names.organization = records.id
                    AND names.known_to IS NULL
                  ORDER BY names.status = 'ended', names.kind = 'official' DESC,
                           names.language = 'mul' DESC, names.language = 'en' DESC,
                           names.start_min DESC, names.id
                  LIMIT 1)
   WHERE collection = 'organizations'`

function setNames(db: Database, table: string, column: string): void {
  db.exec(`
    UPDATE records
       SET name = item."${column}"
      FROM ${table} AS item
     WHERE item.id = records.id`)
}

/** Fills the index of claims, which tools use. */
function writeClaimIndex(db: Database, resourceTypes: readonly ResourceType[]): void {
  const index = db.prepare(`
    INSERT INTO search (rowid, value)
    SELECT seq, value
      FROM claims
     WHERE collection = ?
       AND field = ?`)
  for (const { name, fields } of resourceTypes)
    for (const [field, { type }] of Object.entries(fields))
      if (type === 'text' || type === 'own_words') index.run(name, field)
}

/** Stores where each line of the seed export begins. The lines are made on request. */
function writeSeedLines(db: Database): { bytes: number; sha256: string } {
  const sha256 = createHash('sha256')
  const insert = db.prepare('INSERT INTO seed_lines (start, bytes, source) VALUES (?, ?, ?)')
  const prepare = createStatementCache(db)
  const lineOf = seedFileLines(prepare)
  let start = 0
  const add = (line: string, source: string | null) => {
    const bytes = Buffer.from(line)
    sha256.update(bytes)
    insert.run(start, bytes.length, source)
    start += bytes.length
  }
  const referenceData = referenceDataLine(prepare)
  if (referenceData !== null) add(referenceData, null)
  const sources = db.prepare<[], string>('SELECT id FROM sources ORDER BY id').pluck()
  for (const source of sources.all()) add(lineOf(source), source)
  return { bytes: start, sha256: sha256.digest('base64') }
}
