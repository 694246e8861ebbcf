import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { edtfBounds, isEqual } from '../../../src/domain/edtf.ts'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { leadership } from '../../../src/domain/resources/leadership.ts'
import { timeKindOf } from '../../../src/domain/valid-time.ts'
import { resolveVersions } from '../../../src/ingest/resolve/resolve.ts'
import {
  claim,
  government,
  official,
  older,
  randomClaims,
  reference,
} from '../../support/random-claims.ts'

/** The claims without which a term is not served. */
const keys = (source = older) => [
  claim(source, 'organization', 'iom'),
  claim(source, 'post', 'director_general'),
  claim(source, 'person', 'somebody'),
]

describe('a record', () => {
  it('has its first version on the day from which all needed fields are known', () => {
    const versions = resolveVersions(leadership, [
      claim(older, 'start', '2018-10'),
      ...keys(official),
    ])
    expect(versions.map(({ known_from, known_to }) => [known_from, known_to])).toEqual([
      ['2019-11-26', null],
    ])
    expect(versions[0]?.values.start).toBe('2018-10')
  })

  it('has no version when a needed field is never stated', () => {
    expect(resolveVersions(leadership, [claim(older, 'start', '2018-10')])).toEqual([])
    expect(resolveVersions(leadership, [])).toEqual([])
  })

  it('gets a new version on the day on which a value changes, which ends the previous one', () => {
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

  it('gets no new version when a claim changes nothing, but has the stance of the claim', () => {
    const coarser = claim(government, 'start', '2018')
    const versions = resolveVersions(leadership, [
      ...keys(),
      claim(older, 'start', '2018-10'),
      coarser,
    ])
    expect(versions).toHaveLength(1)
    expect(versions[0]?.stances.get(coarser.id)).toBe('coarser')
  })

  it('has no stance of a claim that is known only after the version', () => {
    const later = claim(government, 'start', '2018-10')
    const [first] = resolveVersions(leadership, [...keys(), claim(older, 'start', '2018'), later])
    expect(first?.stances.has(later.id)).toBe(false)
  })

  it('ignores a claim that was set aside in every version', () => {
    const versions = resolveVersions(leadership, [
      ...keys(),
      claim(older, 'start', '2017', { set_aside: 'an error' }),
      claim(reference, 'start', '2018'),
    ])
    expect(versions.map(({ values }) => values.start)).toEqual([null, '2018'])
  })
})

describe('attestations', () => {
  it('are not ranked: the latest is served, and the others are coarser', () => {
    const late = claim(reference, 'attested', '2021')
    const early = claim(official, 'attested', '2019-11-26')
    const version = resolveVersions(leadership, [...keys(reference), late, early]).at(-1)
    expect(version?.values.attested).toBe('2021')
    expect(version?.stances.get(early.id)).toBe('coarser')
  })

  it('limit the days on which a term can have started and ended', () => {
    const version = resolveVersions(leadership, [
      ...keys(official),
      claim(official, 'attested', '2019-11'),
      claim(older, 'attested', '2013-06', { at: 'line 9' }),
    ]).at(-1)
    expect(version?.bounds).toEqual({
      start_min: '0000-01-01',
      start_max: '2013-06-30',
      end_min: '2019-11-01',
      end_max: '9999-12-31',
    })
  })

  it('disagree and do not count when they are outside the decided period', () => {
    const outside = claim(government, 'attested', '2014-11-25/2015-11-27')
    const version = resolveVersions(leadership, [
      ...keys(),
      claim(official, 'end', '2013-11-21'),
      outside,
    ]).at(-1)
    expect(version?.values.attested).toBeNull()
    expect(version?.stances.get(outside.id)).toBe('disagrees')
    expect(version?.bounds?.end_max).toBe('2013-11-21')
  })
})

describe.each(resourceTypes)('for any claims about a record of $name', (resourceType) => {
  const claims = randomClaims(resourceType)

  it('the order of the claims makes no difference', () => {
    fc.assert(
      fc.property(claims, fc.infiniteStream(fc.nat()), (ordered, random) => {
        const keyed = ordered.map((claim) => [random.next().value ?? 0, claim] as const)
        const shuffled = keyed.sort(([a], [b]) => a - b).map(([, claim]) => claim)
        expect(comparable(resolveVersions(resourceType, shuffled))).toEqual(
          comparable(resolveVersions(resourceType, ordered)),
        )
      }),
      { numRuns: 50 },
    )
  })

  it('versions do not overlap, each differs from the previous one, and the last is current', () => {
    fc.assert(
      fc.property(claims, (some) => {
        const versions = resolveVersions(resourceType, some)
        for (const [index, version] of versions.entries()) {
          const next = versions[index + 1]
          expect(version.known_to).toBe(next?.known_from ?? null)
          if (next === undefined) continue
          expect(version.known_from < next.known_from).toBe(true)
          expect([version.values, version.bounds]).not.toEqual([next.values, next.bounds])
        }
      }),
      { numRuns: 50 },
    )
  })

  it('the version on a day is the same as if there were no later claims', () => {
    fc.assert(
      fc.property(claims, fc.nat(), (some, pick) => {
        const days = [...new Set(some.map(({ known_from }) => known_from))].sort()
        const day = days[pick % Math.max(1, days.length)] ?? '2020-01-01'
        const onThatDay = resolveVersions(resourceType, some).findLast(
          ({ known_from }) => known_from <= day,
        )
        const withoutLater = resolveVersions(
          resourceType,
          some.filter(({ known_from }) => known_from <= day),
        ).at(-1)
        expect(onThatDay?.values).toEqual(withoutLater?.values)
        expect(onThatDay?.bounds).toEqual(withoutLater?.bounds)
      }),
      { numRuns: 50 },
    )
  })

  it('every served value has an agreeing claim that counts', () => {
    fc.assert(
      fc.property(claims, (some) => {
        for (const { values, stances } of resolveVersions(resourceType, some))
          for (const [field, value] of Object.entries(values)) {
            if (value === null) continue
            const agreeing = some.filter(
              (claim) => claim.field === field && stances.get(claim.id) === 'agrees',
            )
            expect(agreeing.some((claim) => claim.set_aside === null)).toBe(true)
            const isDate = ['date', 'period'].includes(resourceType.fields[field]?.type ?? '')
            const boundsOf = (date: unknown) => edtfBounds(String(date))
            for (const claim of agreeing)
              if (isDate) expect(isEqual(boundsOf(claim.value), boundsOf(value))).toBe(true)
              else expect(claim.value).toBe(value)
          }
      }),
      { numRuns: 50 },
    )
  })

  it('the bounds of a date are in order', () => {
    fc.assert(
      fc.property(claims, (some) => {
        for (const { values, bounds } of resolveVersions(resourceType, some)) {
          // A period can be decided to end before it begins, which the build reports.
          if (bounds === null || 'start' in timeKindOf(resourceType.time, values)) continue
          expect(bounds.start_min <= bounds.start_max).toBe(true)
          expect(bounds.end_min <= bounds.end_max).toBe(true)
        }
      }),
      { numRuns: 50 },
    )
  })
})

function comparable(versions: ReturnType<typeof resolveVersions>) {
  return versions.map((version) => ({ ...version, stances: [...version.stances].sort() }))
}
