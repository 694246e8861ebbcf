import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RankedClaim } from '../../../src/domain/claim.ts'
import { edtfBounds, isEqual } from '../../../src/domain/edtf.ts'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import {
  agreeingClaims,
  resolveVersions,
  type Version,
} from '../../../src/ingest/resolve/resolve.ts'
import { randomAttributes, randomClaims } from '../../support/random-claims.ts'

describe.each(resourceTypes)('for any claims about a record of $name', (resourceType) => {
  const claims = randomClaims(resourceType)
  const resolve = (some: readonly RankedClaim[]) =>
    resolveVersions(resourceType, some, randomAttributes)

  it('the order of the claims makes no difference', () => {
    fc.assert(
      fc.property(claims, fc.infiniteStream(fc.nat()), (ordered, random) => {
        const keyed = ordered.map((claim) => [random.next().value ?? 0, claim] as const)
        const shuffled = keyed.sort(([a], [b]) => a - b).map(([, claim]) => claim)
        expect(resolve(shuffled)).toEqual(resolve(ordered))
      }),
      { numRuns: 50 },
    )
  })

  it('versions do not overlap, each differs from the previous one, and the last is current', () => {
    fc.assert(
      fc.property(claims, (some) => {
        const versions = resolve(some)
        for (const [index, version] of versions.entries()) {
          const next = versions[index + 1]
          expect(version.known_to).toBe(next?.known_from ?? null)
          if (next === undefined) continue
          expect(version.known_from < next.known_from).toBe(true)
          expect(contentOf(version)).not.toEqual(contentOf(next))
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
        const onThatDay = resolve(some).findLast(({ known_from }) => known_from <= day)
        const known = some.filter(({ known_from }) => known_from <= day)
        const withoutLater = resolve(known).at(-1)
        expect(onThatDay && contentOf(onThatDay)).toEqual(withoutLater && contentOf(withoutLater))
        const knownIds = new Set(known.map(({ id }) => id))
        expect(onThatDay?.evidence.filter(({ claim }) => knownIds.has(claim))).toEqual(
          withoutLater?.evidence,
        )
      }),
      { numRuns: 50 },
    )
  })

  it('every served value has an agreeing claim that counts', () => {
    fc.assert(
      fc.property(claims, (some) => {
        for (const version of resolve(some))
          for (const field of Object.keys(resourceType.fields)) {
            const value = version.values[field] ?? null
            if (value === null) continue
            const ids = agreeingClaims(version, field)
            const agreeing = some.filter(({ id }) => ids.includes(id))
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

  it('the evidence has each claim that is known once, with its field, in the order of fields', () => {
    fc.assert(
      fc.property(claims, (some) => {
        const fields = Object.keys(resourceType.fields)
        for (const { known_to, evidence } of resolve(some)) {
          const known = some.filter(({ known_from }) => known_to === null || known_from < known_to)
          expect(evidence.map(({ claim, field }) => `${claim} ${field}`).sort()).toEqual(
            known.map(({ id, field }) => `${id} ${field}`).sort(),
          )
          const order = evidence.map(({ field }) => fields.indexOf(field))
          expect(order).toEqual(order.toSorted((a, b) => a - b))
        }
      }),
      { numRuns: 50 },
    )
  })

  it('the bounds of a date are in order', () => {
    fc.assert(
      fc.property(claims, (some) => {
        for (const { time, bounds } of resolve(some)) {
          // A period can be decided to end before it begins, which the build reports.
          if (bounds === null || 'start' in time) continue
          expect(bounds.start_min <= bounds.start_max).toBe(true)
          expect(bounds.end_min <= bounds.end_max).toBe(true)
        }
      }),
      { numRuns: 50 },
    )
  })
})

const contentOf = ({ isComplete, time, values, bounds }: Version) => [
  isComplete,
  time,
  values,
  bounds,
]
