import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { edtfBounds, isEqual } from '../../../src/domain/edtf.ts'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { leadership } from '../../../src/domain/resources/leadership.ts'
import { timeKindOf } from '../../../src/domain/valid-time.ts'
import { resolveVersions } from '../../../src/ingest/resolve/resolve.ts'
import {
  claim,
  claimsOf,
  government,
  official,
  older,
  reference,
} from '../../support/random-claims.ts'

const keys = (by = older) => [
  claim(by, 'organization', 'iom'),
  claim(by, 'post', 'director_general'),
  claim(by, 'person', 'somebody'),
]

describe('a record', () => {
  it('is told from the day on which its needed fields are decided', () => {
    const versions = resolveVersions(leadership, [
      claim(older, 'start', '2018-10'),
      ...keys(official),
    ])
    expect(versions.map(({ known_from, known_to }) => [known_from, known_to])).toEqual([
      ['2019-11-26', null],
    ])
    expect(versions[0]?.values.start).toBe('2018-10')
  })

  it('that no claim completes is never told', () => {
    expect(resolveVersions(leadership, [claim(older, 'start', '2018-10')])).toEqual([])
    expect(resolveVersions(leadership, [])).toEqual([])
  })

  it('gets a new version on the day on which a value changes, and the old one ends there', () => {
    const versions = resolveVersions(leadership, [
      ...keys(),
      claim(older, 'start', '2018'),
      claim(government, 'start', '2018-10'),
    ])
    expect(
      versions.map(({ known_from, known_to, values }) => [known_from, known_to, values.start]),
    ).toEqual([
      ['2015-11-27', '2020-05-31', '2018'],
      ['2020-05-31', null, '2018-10'],
    ])
  })

  it('gets no new version from a claim that changes nothing, which is known_from all the same', () => {
    const again = claim(government, 'start', '2018')
    const versions = resolveVersions(leadership, [
      ...keys(),
      claim(older, 'start', '2018-10'),
      again,
    ])
    expect(versions).toHaveLength(1)
    expect(versions[0]?.stances.get(again.id)).toBe('coarser')
  })

  it('has no stance on what was known_from only after it', () => {
    const later = claim(government, 'start', '2018-10')
    const [first] = resolveVersions(leadership, [...keys(), claim(older, 'start', '2018'), later])
    expect(first?.stances.has(later.id)).toBe(false)
  })

  it('is told without what was set aside, at every known day', () => {
    const versions = resolveVersions(leadership, [
      ...keys(),
      claim(older, 'start', '2017', { set_aside: 'a slip' }),
      claim(reference, 'start', '2018'),
    ])
    expect(versions.map(({ values }) => values.start)).toEqual([null, '2018'])
  })
})

describe('attestations', () => {
  it('are not ranked: the latest is served, and the others are coarser', () => {
    const late = claim(reference, 'attested', '2021')
    const early = claim(official, 'attested', '2019-11-26')
    const [version] = resolveVersions(leadership, [...keys(reference), late, early]).slice(-1)
    expect(version?.values.attested).toBe('2021')
    expect(version?.stances.get(early.id)).toBe('coarser')
  })

  it('narrow when it can have begun and ended', () => {
    const [version] = resolveVersions(leadership, [
      ...keys(official),
      claim(official, 'attested', '2019-11'),
      claim(older, 'attested', '2013-06', { at: 'line 9' }),
    ]).slice(-1)
    expect(version?.bounds).toEqual({
      start_min: '0000-01-01',
      start_max: '2013-06-30',
      end_min: '2019-11-01',
      end_max: '9999-12-31',
    })
  })

  it('outside the decided period disagree, and do not count', () => {
    const stale = claim(government, 'attested', '2014-11-25/2015-11-27')
    const [version] = resolveVersions(leadership, [
      ...keys(),
      claim(official, 'end', '2013-11-21'),
      stale,
    ]).slice(-1)
    expect(version?.values.attested).toBeNull()
    expect(version?.stances.get(stale.id)).toBe('disagrees')
    expect(version?.bounds?.end_max).toBe('2013-11-21')
  })
})

describe.each(resourceTypes)('for any claims about one of $name', (resourceType) => {
  const claims = claimsOf(resourceType)

  it('their order never matters', () => {
    fc.assert(
      fc.property(claims, fc.infiniteStream(fc.nat()), (given, random) => {
        const keyed = given.map((claim) => [random.next().value ?? 0, claim] as const)
        const shuffled = keyed.sort(([a], [b]) => a - b).map(([, claim]) => claim)
        expect(plain(resolveVersions(resourceType, shuffled))).toEqual(
          plain(resolveVersions(resourceType, given)),
        )
      }),
      { numRuns: 50 },
    )
  })

  it('versions never overlap, each differs from the one before, and the last is never closed', () => {
    fc.assert(
      fc.property(claims, (given) => {
        const versions = resolveVersions(resourceType, given)
        for (const [index, version] of versions.entries()) {
          const following = versions[index + 1]
          expect(version.known_to).toBe(following?.known_from ?? null)
          if (following === undefined) continue
          expect(version.known_from < following.known_from).toBe(true)
          expect([version.values, version.bounds]).not.toEqual([following.values, following.bounds])
        }
      }),
      { numRuns: 50 },
    )
  })

  it('at any known day it is told as from only the claims known_from by then', () => {
    fc.assert(
      fc.property(claims, fc.nat(), (given, pick) => {
        const days = [...new Set(given.map(({ known_from }) => known_from))].sort()
        const day = days[pick % Math.max(1, days.length)] ?? '2020-01-01'
        const then = resolveVersions(resourceType, given).findLast(
          ({ known_from }) => known_from <= day,
        )
        const only = resolveVersions(
          resourceType,
          given.filter(({ known_from }) => known_from <= day),
        ).at(-1)
        expect(then?.values).toEqual(only?.values)
        expect(then?.bounds).toEqual(only?.bounds)
      }),
      { numRuns: 50 },
    )
  })

  it('every value that is served has a claim that agrees with it', () => {
    fc.assert(
      fc.property(claims, (given) => {
        for (const version of resolveVersions(resourceType, given))
          for (const [field, value] of Object.entries(version.values)) {
            if (value === null) continue
            const agreeing = given.filter(
              (claim) => claim.field === field && version.stances.get(claim.id) === 'agrees',
            )
            expect(agreeing.some((claim) => claim.set_aside === null)).toBe(true)
            const isDate = ['date', 'period'].includes(resourceType.fields[field]?.type ?? '')
            for (const claim of agreeing)
              if (isDate)
                expect(isEqual(edtfBounds(String(claim.value)), edtfBounds(String(value)))).toBe(
                  true,
                )
              else expect(claim.value).toBe(value)
          }
      }),
      { numRuns: 50 },
    )
  })

  it('the bounds of its time are in order, unless it is decided to end before it begins', () => {
    fc.assert(
      fc.property(claims, (given) => {
        for (const { values, bounds: of } of resolveVersions(resourceType, given)) {
          const time = timeKindOf(resourceType.time, values)
          if (of === null || 'start' in time) continue
          expect(of.start_min <= of.start_max && of.end_min <= of.end_max).toBe(true)
        }
      }),
      { numRuns: 50 },
    )
  })
})

function plain(versions: ReturnType<typeof resolveVersions>) {
  return versions.map((version) => ({ ...version, stances: [...version.stances].sort() }))
}
