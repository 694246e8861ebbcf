import fc from 'fast-check'
import { describe, it } from 'vitest'
import type { ResourceType } from '../../../src/domain/resource-type.ts'
import { bodies } from '../../../src/domain/resources/bodies.ts'
import { leadership } from '../../../src/domain/resources/leadership.ts'
import { members } from '../../../src/domain/resources/members.ts'
import { names } from '../../../src/domain/resources/names.ts'
import { organizations } from '../../../src/domain/resources/organizations.ts'
import { posts } from '../../../src/domain/resources/posts.ts'
import type { TimeBounds } from '../../../src/domain/valid-time.ts'
import type { Lifetime } from '../../../src/ingest/resolve/lifetime.ts'
import { official } from '../../support/random-claims.ts'
import {
  body,
  currentVersions,
  lifetimesOf,
  organization,
  recordOf,
  type Stated,
} from './groups.ts'
import {
  ASKED,
  combinations,
  expectSound,
  FOREVER,
  GRID,
  type Interval,
  intervalsOf,
  RUNS,
  randomDates,
  type StatedDates,
  type World,
} from './worlds.ts'

/** Records begin no earlier, and end no later, than what they depend on. */

const randomOrganization = fc.record({
  start: fc.constantFrom(null, null, '1951', '1951-06-01', '../1951'),
  end: fc.constantFrom(null, '1952', '1953-01-01', '1952/..', '1951/1953', '195X', '../1953'),
})
const { attested } = randomDates
const start = fc.constantFrom('1951', '1951-06-01', '1952', '195X', '1952/..', null)
const end = fc.constantFrom(null, null, null, '1952', '1953/..', '../1953')
const randomRecord = fc.record({ start, end, attested })

function organizationLifetimes({ start, end }: StatedDates): Lifetime[] {
  const stated = { founded: start, dissolved: end ?? null }
  return lifetimesOf(organizations, organization('league', stated))
}

/** The times that an organization can have: without a stated end, it exists forever. */
const organizationTimes = (dates: StatedDates): Interval[] =>
  intervalsOf(dates, GRID).filter((time) => dates.end != null || time.end === FOREVER)

/**
 * The worlds of lasting records inside others.
 *
 * @param outer the times of each of the records that they depend on
 * @param ends whether the second record, if it begins later, ends the first
 */
function* worldsInside(
  records: readonly StatedDates[],
  outer: Iterable<World>,
  ends: (a: number, b: number) => boolean,
): Generator<World> {
  for (const limits of outer) {
    const last = limits.map((limit) => limit.end).sort()[0] ?? FOREVER
    const candidates = records.map((record) => intervalsOf(record, GRID, limits))
    for (const world of combinations(candidates, () => true))
      if (
        world.every((own, a) => {
          if (records[a]?.end != null) return true
          const later = world.filter((other, b) => ends(a, b) && other.start > own.start)
          return own.end === [last, ...later.map((other) => other.start)].sort()[0]
        })
      )
        yield world
  }
}

function boundsInside(
  resourceType: ResourceType,
  records: readonly Stated[],
  lifetimes: readonly Lifetime[],
): TimeBounds[] {
  const group = records.map((stated, index) =>
    recordOf(resourceType, `r${index}`, [official, stated]),
  )
  return currentVersions(resourceType, group, () => lifetimes).map(
    ({ bounds }) => bounds as TimeBounds,
  )
}

describe('in every possible world, derived bounds are correct', () => {
  it('for an alias, and for two official names with starts, of an organization that may have ended', () => {
    const dated = fc.record({
      ...{ start: fc.constantFrom('1951', '1952', '1951-06-01'), attested },
    })
    const some = fc.oneof(
      fc.tuple(randomRecord.map((alias) => ({ ...alias, kind: 'alias' }))),
      fc.tuple(dated, dated).map((pair) => pair.map((one) => ({ ...one, kind: 'official' }))),
    )
    fc.assert(
      fc.property(randomOrganization, some, (league, records) => {
        const bounds = boundsInside(names, records, organizationLifetimes(league))
        const outer = organizationTimes(league).map((time) => [time])
        const worlds = worldsInside(records, outer, () => records.length === 2)
        expectSound(bounds, worlds, ASKED, [league, records])
      }),
      { numRuns: RUNS },
    )
  })

  it('for a post of a body whose end may be unknown, in an organization that may have ended', () => {
    fc.assert(
      fc.property(randomOrganization, randomRecord, randomRecord, (league, council, chair) => {
        const inOrganization = organizationLifetimes(league)
        const { start: established, end: abolished } = council
        const stated = { established, abolished, attested: council.attested }
        const inBody = lifetimesOf(bodies, body('council', stated), inOrganization)
        // Without a stated end, the body is presumed to exist as long as what depends on it.
        const outer = organizationTimes(league).flatMap((time) =>
          intervalsOf(council, GRID, [time])
            .filter((inner) => abolished !== null || inner.end === time.end)
            .map((inner) => [time, inner]),
        )
        const { attested: _, ...post } = chair
        const bounds = boundsInside(posts, [post], [...inOrganization, ...inBody])
        expectSound(
          bounds,
          worldsInside([post], outer, () => false),
          ASKED,
          [league, council, post],
        )
      }),
      { numRuns: RUNS },
    )
  })

  it('for the membership of an organization that may have ended in another that may have ended', () => {
    fc.assert(
      fc.property(randomOrganization, randomOrganization, randomRecord, (league, party, own) => {
        const lifetimes = [...organizationLifetimes(league), ...organizationLifetimes(party)]
        const bounds = boundsInside(members, [own], lifetimes)
        const outer = organizationTimes(league).flatMap((time) =>
          organizationTimes(party).map((other) => [time, other]),
        )
        expectSound(
          bounds,
          worldsInside([own], outer, () => false),
          ASKED,
          [league, party, own],
        )
      }),
      { numRuns: RUNS },
    )
  })

  it('for two terms in a post that may have ended, when one of the two people may have died', () => {
    const randomPost = fc.record({ start: fc.constantFrom(null, '1951'), end })
    const randomDeath = fc.constantFrom(null, '1952', '1952-06-01', '195X')
    const inOffice = fc.array(randomRecord, { minLength: 1, maxLength: 2 })
    fc.assert(
      fc.property(randomPost, randomDeath, inOffice, (post, died, terms) => {
        const inPost = lifetimesOf(posts, recordOf(posts, 'head', [official, post]))
        const group = terms.map((stated, index) =>
          recordOf(leadership, `r${index}`, [official, stated]),
        )
        const bounds = currentVersions(leadership, group, ({ values }) =>
          values.person === 'r0' && died !== null ? [...inPost, lifetimeUntil(died)] : inPost,
        ).map((one) => one.bounds as TimeBounds)
        const worlds = termWorlds(post, died, terms)
        expectSound(bounds, worlds, ASKED, [post, died, terms])
      }),
      { numRuns: RUNS },
    )
  })
})

/** The lifetime of a person of whom only the death is known. */
function lifetimeUntil(died: string): Lifetime {
  const [time] = lifetimesOf(posts, recordOf(posts, 'life', [official, { end: died }]))
  if (time === undefined) throw new Error('There is no lifetime.')
  return time
}

function* termWorlds(
  post: StatedDates,
  died: string | null,
  terms: readonly StatedDates[],
): Generator<World> {
  const deaths = died === null ? [] : intervalsOf({ start: null, end: died }, GRID)
  for (const time of organizationTimes(post))
    for (const life of [
      ...deaths,
      ...(died === null ? [{ start: '0001-01-01', end: FOREVER }] : []),
    ]) {
      const candidates = terms.map((term, index) =>
        intervalsOf(term, GRID, index === 0 ? [time, life] : [time]),
      )
      yield* combinations(
        candidates,
        (_, first, __, second) => first.end <= second.start || second.end <= first.start,
      )
    }
}
