import fc from 'fast-check'
import { describe, it } from 'vitest'
import { EARLIEST, LATEST } from '../../../src/domain/edtf.ts'
import type { ResourceType } from '../../../src/domain/resource-type.ts'
import { members } from '../../../src/domain/resources/members.ts'
import { names } from '../../../src/domain/resources/names.ts'
import type { TimeBounds } from '../../../src/domain/valid-time.ts'
import { official } from '../../support/random-claims.ts'
import { currentVersions, recordOf, type Stated } from './groups.ts'
import {
  ASKED,
  combinations,
  expectSound,
  FOREVER,
  GRID,
  intervalsOf,
  RUNS,
  randomDates,
  type StatedDates,
  type World,
} from './worlds.ts'

const resolve = (resourceType: ResourceType, records: readonly Stated[]) =>
  records.map((stated, index) => recordOf(resourceType, `r${index}`, [official, stated]))

/** The bounds of each record, with derived ends. */
const derivedBounds = (resourceType: ResourceType, records: readonly Stated[]) =>
  currentVersions(resourceType, resolve(resourceType, records)).map(
    ({ bounds }) => bounds as TimeBounds,
  )

/**
 * The worlds of records of which each lasts until the next one of its succession begins, if its end is not
 * stated. A record came before another if it has ended by the time at which the other has certainly begun. A
 * record of which nothing is known about the start ends no other one, nor does one that is not complete if no
 * source states its start.
 */
function* lastingWorlds(
  resourceType: ResourceType,
  records: readonly (StatedDates & Stated)[],
  isSuccession: (a: number, b: number) => boolean,
): Generator<World> {
  const stated = resolve(resourceType, records).map(({ versions }) => versions[0]?.bounds)
  const cameBefore = (a: number, b: number) =>
    records[b]?.end == null && (stated[a]?.end_max ?? '') <= (stated[b]?.start_max ?? '')
  const candidates = records.map((record) => intervalsOf(record, GRID))
  const worlds = combinations(candidates, (a, first, b, second) => {
    if (!isSuccession(a, b)) return true
    if (cameBefore(a, b) && first.start > second.start) return false
    return !cameBefore(b, a) || second.start <= first.start
  })
  const isDated = (index: number) =>
    records[index]?.name === null
      ? records[index]?.start !== null
      : stated[index]?.start_min !== EARLIEST || stated[index]?.start_max !== LATEST
  const nextStart = (world: World, index: number) =>
    world
      .filter((_, b) => isSuccession(index, b) && isDated(b))
      .filter(({ start }) => start > (world[index]?.start ?? ''))
      .map(({ start }) => start)
      .sort()[0] ?? FOREVER
  for (const world of worlds)
    if (
      world.every(
        ({ end }, index) => records[index]?.end != null || end === nextStart(world, index),
      )
    )
      yield world
}

describe('in every possible world, derived bounds are correct', () => {
  it('for official names in two languages and aliases, of which some are not complete', () => {
    const record = fc.record({
      ...randomDates,
      name: fc.constantFrom('League', 'League', 'League', null),
      kind: fc.constantFrom('official', 'official', 'official', 'alias'),
      language: fc.constantFrom('en', 'en', 'fr'),
    })
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 3 }), (records) => {
        const isSuccession = (a: number, b: number) =>
          records[a]?.language === records[b]?.language &&
          [a, b].every((index) => records[index]?.kind === 'official')
        const worlds = lastingWorlds(names, records, isSuccession)
        expectSound(derivedBounds(names, records), worlds, ASKED, records)
      }),
      { numRuns: RUNS },
    )
  })

  it('for the spells of a party in three roles', () => {
    const record = fc.record({
      ...randomDates,
      role: fc.constantFrom('observer', 'member', 'member', 'suspended'),
      country: fc.constantFrom('CH', 'CH', 'CH', 'FR'),
    })
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 3 }), (records) => {
        const isSuccession = (a: number, b: number) =>
          records[a]?.country === records[b]?.country &&
          [a, b].every((index) => records[index]?.role !== 'suspended')
        const worlds = lastingWorlds(members, records, isSuccession)
        expectSound(derivedBounds(members, records), worlds, ASKED, records)
      }),
      { numRuns: RUNS },
    )
  })
})
