import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type RankedClaim, STANCES } from '../../../src/domain/claim.ts'
import { edtfBounds, LATEST } from '../../../src/domain/edtf.ts'
import type { Version } from '../../../src/ingest/resolve/resolve.ts'
import type { RecordVersions } from '../../../src/ingest/resolve/succession.ts'
import { deriveGroup, groupTypes, randomGroup } from './random-groups.ts'

const RUNS = { numRuns: Number(process.env.RUNS ?? 200) }

const sorted = (records: readonly RecordVersions[]) =>
  records.toSorted((a, b) => (a.record < b.record ? -1 : 1))

const versionAt = ({ versions }: RecordVersions, day: string) =>
  versions.find(
    ({ known_from, known_to }) => known_from <= day && (known_to === null || day < known_to),
  )

const contentOf = ({ isComplete, values, bounds }: Version) => ({ isComplete, values, bounds })

/** The end field of a version whose end was derived from other records. */
function derivedEndField(version: Version, own: readonly RankedClaim[]): string | null {
  if (!('end' in version.time)) return null
  const field = version.time.end
  const isStated = own.some(
    (claim) =>
      claim.field === field && claim.set_aside === null && isKnown(claim, version.known_from),
  )
  return isStated || version.values[field] === null ? null : field
}

const isKnown = ({ known_from }: RankedClaim, day: string) => known_from <= day

describe.each(groupTypes)('for any records of $name that may succeed one another', (type) => {
  it('the order of claims and records makes no difference, also to evidence', () => {
    fc.assert(
      fc.property(randomGroup(type), fc.infiniteStream(fc.nat()), (claims, random) => {
        const keyed = claims.map((claim) => [random.next().value ?? 0, claim] as const)
        const shuffled = keyed.sort(([a], [b]) => a - b).map(([, claim]) => claim)
        expect(sorted(deriveGroup(type, shuffled))).toEqual(sorted(deriveGroup(type, claims)))
      }),
      RUNS,
    )
  })

  it('versions do not overlap, and each differs from the previous one', () => {
    fc.assert(
      fc.property(randomGroup(type), (claims) => {
        for (const { versions } of deriveGroup(type, claims))
          for (const [index, version] of versions.entries()) {
            const next = versions[index + 1]
            expect(version.known_to).toBe(next?.known_from ?? null)
            if (next !== undefined) expect(contentOf(version)).not.toEqual(contentOf(next))
          }
      }),
      RUNS,
    )
  })

  it('the version on a day is the same as if there were no later claims, with the same evidence', () => {
    fc.assert(
      fc.property(randomGroup(type), fc.nat(), (claims, pick) => {
        const days = [...new Set(claims.map(({ known_from }) => known_from))].sort()
        const day = days[pick % days.length] ?? ''
        const known = claims.filter((claim) => isKnown(claim, day))
        const now = deriveGroup(type, known)
        for (const record of deriveGroup(type, claims)) {
          const then = versionAt(record, day)
          const withoutLater = now.find((one) => one.record === record.record)?.versions.at(-1)
          expect(then && contentOf(then)).toEqual(withoutLater && contentOf(withoutLater))
          // An end can follow from other claims later. They are added to the evidence of the same version.
          expect(then?.evidence ?? []).toEqual(
            expect.arrayContaining([...(withoutLater?.evidence ?? [])]),
          )
        }
      }),
      RUNS,
    )
  })

  it('a derived end has claims of other records in its evidence that state its last day', () => {
    fc.assert(
      fc.property(randomGroup(type), (claims) => {
        for (const { record, versions } of deriveGroup(type, claims)) {
          const own = claims.filter((claim) => claim.record === record)
          for (const version of versions) {
            if (derivedEndField(version, own) === null) continue
            const ids = version.evidence.map(({ claim }) => claim)
            const bounds = claims
              .filter(({ id, record: other }) => other !== record && ids.includes(id))
              .filter((claim) => isKnown(claim, version.known_from))
              .map(({ value }) => edtfBounds(String(value)))
            const { start_min, end_min, end_max } = version.bounds ?? {}
            expect(bounds.map(({ max }) => max)).toContain(end_max)
            if (version.time.kind !== 'lasting') continue
            // The first day is stated, or it is the last one on which the record is known to be true, or the
            // first of the organization.
            const founded = claims.flatMap(({ field, value }) =>
              field === 'founded' ? [edtfBounds(String(value)).min] : [],
            )
            const { attested = null } = version.values
            const lastKnown = attested === null ? start_min : edtfBounds(String(attested)).min
            expect([
              ...[start_min, lastKnown, ...founded],
              ...bounds.map(({ min }) => min),
            ]).toContain(end_min)
          }
        }
      }),
      RUNS,
    )
  })

  it('evidence is in the order of fields and stances, each claim once', () => {
    fc.assert(
      fc.property(randomGroup(type), (claims) => {
        const fields = Object.keys(type.fields)
        for (const { versions } of deriveGroup(type, claims))
          for (const { evidence } of versions) {
            const order = evidence.map(
              ({ field, stance }) => fields.indexOf(field) * 10 + STANCES.indexOf(stance),
            )
            expect(order).toEqual(order.toSorted((a, b) => a - b))
            expect(new Set(evidence.map(({ claim }) => claim)).size).toBe(evidence.length)
          }
      }),
      RUNS,
    )
  })

  it('a derived end has the bounds of the record, and the status follows from it', () => {
    fc.assert(
      fc.property(randomGroup(type), (claims) => {
        for (const { record, versions } of deriveGroup(type, claims)) {
          const own = claims.filter((claim) => claim.record === record)
          for (const version of versions) {
            const { bounds, values, time } = version
            if (bounds === null || !('end' in time)) continue
            const value = values[time.end] ?? null
            const open = bounds.end_min === LATEST ? 'ongoing' : 'end_unknown'
            expect(values.status).toBe(value === null ? open : 'ended')
            if (derivedEndField(version, own) === null) continue
            const { min, max } = edtfBounds(String(value))
            expect(max).toBe(bounds.end_max)
            expect(min <= bounds.end_min).toBe(true)
            if (time.kind === 'lasting') expect(min).toBe(bounds.end_min)
          }
        }
      }),
      RUNS,
    )
  })
})
