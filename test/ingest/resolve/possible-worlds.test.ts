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
 * Succession against every way the world can have been: each record begins on some day that its
 * dates allow, and holds until the next begins. What is `definite` held in all worlds, and what held
 * in any is at least `possible`.
 */

const DAYS = ['1951-01-01', '1951-06-01', '1952-01-01', '1952-06-01', '1953-01-01', '1953-06-01']
const STARTS = [...DAYS, '1951', '1952', '195X', '1951/1952', '../1952', '1952/..', null]
const ATTESTED = ['1951-06-01', '1952', '1952-06-01', '1953', null, null]

interface Spell {
  start: string | null
  attested: string | null
}

function told(resourceType: ResourceType, spells: readonly Spell[]): TimeBounds[] {
  const group = spells.map(({ start, attested }, index) => {
    const of = { collection: resourceType.name, record: `r${index}` }
    const said = {
      organization: 'o',
      name: `r${index}`,
      post: 'director',
      person: `r${index}`,
      start,
      attested,
    }
    const claims = Object.entries(said).flatMap(([field, value]) =>
      value !== null && field in resourceType.fields ? [claim(official, field, value, of)] : [],
    )
    return { record: of.record, versions: resolveVersions(resourceType, claims) }
  })
  return applySuccession(resourceType, group).map(
    ({ versions }) => versions.at(-1)?.bounds as TimeBounds,
  )
}

/** Every choice of a first day for each record, all different. */
function* beginnings(spells: readonly Spell[], chosen: string[] = []): Generator<string[]> {
  const spell = spells[chosen.length]
  if (spell === undefined) return yield chosen
  const { min, max } = edtfBounds(spell.start ?? '1900/1999')
  for (const day of ['1940-01-01', ...DAYS, '1960-01-01'])
    if (day >= min && day <= max && !chosen.includes(day))
      yield* beginnings(spells, [...chosen, day])
}

/** In a world, until when each record holds: until the next begins. */
function until(world: readonly string[]): string[] {
  return world.map((day) => world.filter((other) => other > day).sort()[0] ?? '9000-01-01')
}

function check(
  resourceType: ResourceType,
  spells: readonly Spell[],
  possibleWorlds: string[][],
): void {
  if (possibleWorlds.length === 0) return
  for (const [index, of] of told(resourceType, spells).entries())
    for (const day of [...DAYS, '1940-01-01', '1951-03-01', '1955-01-01']) {
      const held = possibleWorlds.map(
        (world) => (world[index] ?? '') <= day && day <= (until(world)[index] ?? ''),
      )
      const possible = of.start_min <= day && of.end_max >= day
      const definite = of.start_max <= day && of.end_min >= day
      const about = `${JSON.stringify(spells)} r${index} on ${day}`
      if (definite) expect(held.every(Boolean), `definite ${about}`).toBe(true)
      if (held.some(Boolean)) expect(possible, `possible ${about}`).toBe(true)
    }
}

const starts = fc.constantFrom(...STARTS)

describe('succession', () => {
  it('of names is right in every world that their dates allow', () => {
    const spells = fc.array(
      starts.map((start) => ({ start, attested: null })),
      { minLength: 1, maxLength: 3 },
    )
    fc.assert(
      fc.property(spells, (some) => check(names, some, [...beginnings(some)])),
      { numRuns: 400 },
    )
  })

  it('of heads is right in every world that their dates and attestations allow', () => {
    const spell = fc.record({ start: starts, attested: fc.constantFrom(...ATTESTED) })
    fc.assert(
      fc.property(fc.array(spell, { minLength: 1, maxLength: 3 }), (some) => {
        const allowed = [...beginnings(some)].filter((world) =>
          some.every(({ attested }, index) => {
            if (attested === null) return true
            const { min, max } = edtfBounds(attested)
            return (world[index] ?? '') <= max && (until(world)[index] ?? '') >= min
          }),
        )
        check(leadership, some, allowed)
      }),
      { numRuns: 400 },
    )
  })
})
