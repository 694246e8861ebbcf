import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { edtfBounds, isEqual } from '../../../src/domain/edtf.ts'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { timeKindOf } from '../../../src/domain/valid-time.ts'
import { resolveVersions } from '../../../src/ingest/resolve/resolve.ts'
import { randomClaims } from '../../support/random-claims.ts'

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
