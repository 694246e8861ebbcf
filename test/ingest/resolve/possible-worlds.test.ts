import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { edtfBounds } from '../../../src/domain/edtf.ts'
import type { ResourceType } from '../../../src/domain/resource-type.ts'
import { leadership } from '../../../src/domain/resources/leadership.ts'
import { names } from '../../../src/domain/resources/names.ts'
import type { TimeBounds } from '../../../src/domain/valid-time.ts'
import { resolveVersions } from '../../../src/ingest/resolve/resolve.ts'
import { applySuccession } from '../../../src/ingest/resolve/succession.ts'
import { claim, official } from '../../support/random-claims.ts'

/**
 * Compares succession with every possible world: each record begins on some day that its dates allow, and
 * is true until the next one begins. `definite` must be true in all worlds, and whatever is true in one
 * world must be at least `possible`.
 */

const DAYS = ['1951-01-01', '1951-06-01', '1952-01-01', '1952-06-01', '1953-01-01', '1953-06-01']
const STARTS = [...DAYS, '1951', '1952', '195X', '1951/1952', '../1952', '1952/..', null]
const ATTESTED = ['1951-06-01', '1952', '1952-06-01', '1953', null, null]

/** The dates that a source states about a record. */
interface StatedDates {
  start: string | null
  attested: string | null
}

/** The first day of each record. */
type World = readonly string[]

/** The bounds that succession derives for records with these dates. */
function derivedBounds(
  resourceType: ResourceType,
  records: readonly StatedDates[],
): (TimeBounds | null)[] {
  const group = records.map(({ start, attested }, index) => {
    const record = `r${index}`
    const values = {
      organization: 'o',
      name: record,
      post: 'director',
      person: record,
      start,
      attested,
    }
    const claims = Object.entries(values).flatMap(([field, value]) =>
      value !== null && field in resourceType.fields
        ? [claim(official, field, value, { collection: resourceType.name, record })]
        : [],
    )
    return { record, versions: resolveVersions(resourceType, claims) }
  })
  return applySuccession(resourceType, group).map(({ versions }) => versions.at(-1)?.bounds ?? null)
}

/** Every choice of a different first day for each record. */
function* possibleWorlds(records: readonly StatedDates[], chosen: string[] = []): Generator<World> {
  const record = records[chosen.length]
  if (record === undefined) return yield chosen
  const { min, max } = edtfBounds(record.start ?? '1900/1999')
  for (const day of ['1940-01-01', ...DAYS, '1960-01-01'])
    if (day >= min && day <= max && !chosen.includes(day))
      yield* possibleWorlds(records, [...chosen, day])
}

/** The day until which each record is true in a world: that on which the next one begins. */
function endsIn(world: World): string[] {
  return world.map((day) => world.filter((other) => other > day).sort()[0] ?? '9000-01-01')
}

function expectSound(
  resourceType: ResourceType,
  records: readonly StatedDates[],
  worlds: readonly World[],
): void {
  if (worlds.length === 0) return
  for (const [index, bounds] of derivedBounds(resourceType, records).entries())
    for (const day of [...DAYS, '1940-01-01', '1951-03-01', '1955-01-01']) {
      const holds = worlds.map(
        (world) => (world[index] ?? '') <= day && day <= (endsIn(world)[index] ?? ''),
      )
      const { start_min, start_max, end_min, end_max } = bounds as TimeBounds
      const isPossible = start_min <= day && end_max >= day
      const isDefinite = start_max <= day && end_min >= day
      const about = `${JSON.stringify(records)} r${index} on ${day}`
      if (isDefinite) expect(holds.every(Boolean), `definite ${about}`).toBe(true)
      if (holds.some(Boolean)) expect(isPossible, `possible ${about}`).toBe(true)
    }
}

const randomStart = fc.constantFrom(...STARTS)

describe('succession in every possible world', () => {
  it('derives correct bounds for names with any starts', () => {
    const records = fc.array(
      randomStart.map((start) => ({ start, attested: null })),
      { minLength: 1, maxLength: 3 },
    )
    fc.assert(
      fc.property(records, (some) => expectSound(names, some, [...possibleWorlds(some)])),
      { numRuns: 400 },
    )
  })

  it('derives correct bounds for heads with any starts and attestations', () => {
    const record = fc.record({ start: randomStart, attested: fc.constantFrom(...ATTESTED) })
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 3 }), (some) => {
        const worlds = [...possibleWorlds(some)].filter((world) =>
          some.every(({ attested }, index) => {
            if (attested === null) return true
            const { min, max } = edtfBounds(attested)
            return (world[index] ?? '') <= max && (endsIn(world)[index] ?? '') >= min
          }),
        )
        expectSound(leadership, some, worlds)
      }),
      { numRuns: 400 },
    )
  })
})
