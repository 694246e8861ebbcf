import fc from 'fast-check'
import { describe, it } from 'vitest'
import { leadership } from '../../../src/domain/resources/leadership.ts'
import { sessions } from '../../../src/domain/resources/sessions.ts'
import type { TimeBounds } from '../../../src/domain/valid-time.ts'
import { official } from '../../support/random-claims.ts'
import { currentVersions, recordOf, type Stated } from './groups.ts'
import {
  ASKED,
  combinations,
  expectSound,
  GRID,
  type Interval,
  intervalsOf,
  RUNS,
  randomDates,
  type StatedDates,
} from './worlds.ts'

interface Term extends StatedDates {
  post: string
  acting: boolean
  /** Which of the other terms this one replaced. */
  replaces: number | null
}

const recordName = (index: number) => `r${index}`

/** The derived bounds of each term. */
function boundsOfTerms(terms: readonly Term[]): TimeBounds[] {
  const group = terms.map(({ replaces, ...term }, index) => {
    const stated = { ...term, replaces: replaces === null ? null : recordName(replaces) }
    return recordOf(leadership, recordName(index), [official, stated])
  })
  return currentVersions(leadership, group).map(({ bounds }) => bounds as TimeBounds)
}

/** Whether two terms can have these times. They may have one day in common, on which one followed the other. */
function canCoexist(first: Term, a: Interval, second: Term, b: Interval): boolean {
  if (first.post !== second.post || first.post === 'advisers') return true
  if (!first.acting && !second.acting) return a.end <= b.start || b.end <= a.start
  // Whoever comes after an acting holder ends that term.
  return (
    !(first.acting && b.start > a.start && a.end > b.start) &&
    !(second.acting && a.start > b.start && b.end > a.start)
  )
}

describe('in every possible world, derived bounds are correct', () => {
  it('for terms of holders and acting holders that may replace others, in three posts', () => {
    const term = fc.record({
      ...randomDates,
      post: fc.constantFrom('head', 'head', 'head', 'deputy', 'advisers'),
      acting: fc.constantFrom(false, false, true),
      replaces: fc.constantFrom(null, null, 0, 1, 2),
    })
    fc.assert(
      fc.property(fc.array(term, { minLength: 1, maxLength: 3 }), (some) => {
        // A term replaces an earlier one of the list, so that there is no circle.
        const terms = some.map((one, index) => ({
          ...one,
          replaces: one.replaces !== null && one.replaces < index ? one.replaces : null,
        }))
        const candidates = terms.map((one) => intervalsOf(one, GRID.slice(0, -1)))
        const worlds = combinations(candidates, (a, first, b, second) => {
          const [own, other] = [terms[a], terms[b]]
          if (own === undefined || other === undefined) return false
          if (own.replaces === b && second.end > first.start) return false
          return canCoexist(own, first, other, second)
        })
        expectSound(boundsOfTerms(terms), worlds, ASKED, terms)
      }),
      { numRuns: RUNS },
    )
  })

  it('for sessions of two bodies, of which each is at most 31 days long', () => {
    const days = ['2018-10-20', '2018-11-01', '2018-11-15', '2018-11-30', '2018-12-01']
    const grid = [...days, '2018-12-15', '2018-12-31', '2019-01-14']
    const session = fc.record({
      start: fc.constantFrom(...grid.slice(1), '2018-11', '2018-12', '2018-11/2018-12', null),
      end: fc.constantFrom(null, null, ...grid.slice(1), '2018-11', '2018-12', '../2018-12'),
      body: fc.constantFrom('council', 'council', 'council', 'board'),
    })
    fc.assert(
      fc.property(fc.array(session, { minLength: 1, maxLength: 3 }), (some) => {
        const candidates = some.map((one) =>
          intervalsOf(one, grid).filter(({ start, end }) => daysBetween(start, end) <= 30),
        )
        const worlds = combinations(candidates, (a, first, b, second) => {
          if (some[a]?.body !== some[b]?.body) return true
          return first.end <= second.start || second.end <= first.start
        })
        const group = some.map((stated, index) =>
          recordOf(sessions, recordName(index), [official, stated as Stated]),
        )
        const bounds = currentVersions(sessions, group).map((one) => one.bounds as TimeBounds)
        expectSound(bounds, worlds, [...grid, '2018-11-20', '2019-02-01'], some)
      }),
      { numRuns: RUNS },
    )
  })
})

const daysBetween = (first: string, last: string) =>
  (Date.parse(last) - Date.parse(first)) / 86_400_000
