import type { Database } from '../../database/connection.ts'
import type { KnownSource } from '../../domain/claim.ts'
import { SOURCE_KINDS } from '../../domain/resources/sources.ts'
import { latestDay } from '../../domain/valid-time.ts'
import { type Diagnostics, suggestion } from '../diagnostics.ts'
import type { SeedPosition } from '../read/seed-position.ts'

/** A source by orgfacts itself, whose claims follow from those of other sources. */
export interface DerivedSource {
  id: string
  kind: string
  restsOn: readonly string[]
  position: SeedPosition
}

/**
 * Ranks derived sources when all sources were read: each is known from the latest day of the sources that it
 * rests on, and has the lowest of their authorities. The indexes of `claims` must exist: each update of a source
 * looks up its claims.
 */
export function rankDerivedSources(
  db: Database,
  derived: readonly DerivedSource[],
  diagnostics: Diagnostics,
): void {
  const select = db.prepare<[string], KnownSource>(`
    SELECT id AS source, authority, earliest, known_from
      FROM sources
     WHERE id = ?`)
  const updateSource = db.prepare(`
    UPDATE sources
       SET authority = :authority, earliest = :earliest, known_from = :known_from
     WHERE id = :id`)
  const updateClaims = db.prepare('UPDATE claims SET known_from = :known_from WHERE source = :id')
  const byId = new Map(derived.map((source) => [source.id, source]))
  const ranked = new Map<string, boolean>()

  /** Returns whether it was ranked: errors are reported once, not for each source that rests on it. */
  const rank = (source: DerivedSource, path: readonly string[] = []): boolean => {
    const { id, restsOn, position } = source
    const known = ranked.get(id)
    if (known !== undefined) return known
    if (path.includes(id)) {
      const message = `${[...path, id].join(' rests on ')}: a circle; remove one`
      diagnostics.add(position, { section: 'source', id, field: 'rests_on' }, message)
      return false
    }
    const derivedBases = restsOn.flatMap((other) => byId.get(other) ?? [])
    const areRanked = derivedBases.map((base) => rank(base, [...path, id])).every(Boolean)
    ranked.set(id, areRanked && rankByBases(source))
    return ranked.get(id) ?? false
  }

  const rankByBases = ({ id, kind, restsOn, position }: DerivedSource): boolean => {
    const report = (field: string, message: string) =>
      diagnostics.add(position, { section: 'source', id, field }, message)
    const bases = restsOn.flatMap((other) => select.get(other) ?? [])
    const missing = restsOn.find((other) => select.get(other) === undefined)
    if (missing !== undefined) {
      const ids = db.prepare<[], string>('SELECT id FROM sources ORDER BY id').pluck().all()
      const remedy = suggestion(missing, ids) || '; use the id of a source in a seed file'
      // It may be in a file that cannot be read, or have an error itself.
      if (!diagnostics.hasUnreadFiles) report('rests_on', `there is no source ${missing}${remedy}`)
      return false
    }
    const authority = Math.max(...bases.map((base) => base.authority))
    const expected = SOURCE_KINDS[authority]
    if (kind !== expected) {
      const message = `invalid value "${kind}"; expected ${expected}, the lowest authority of the sources that it rests on`
      report('kind', message)
    }
    const known_from = latestDay(bases.map((base) => base.known_from))
    const [earliest] = bases
      .map((base) => base.earliest)
      .toSorted()
      .slice(-1)
    updateSource.run({ id, authority, earliest, known_from })
    updateClaims.run({ id, known_from })
    return true
  }

  for (const source of derived) rank(source)
}
