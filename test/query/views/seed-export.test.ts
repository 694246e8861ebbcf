import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSeedExport, seedFileLines } from '../../../src/query/views/seed-export.ts'
import { fixtureRelease as release, releaseOf } from '../fixture-release.ts'

async function read(start: number, end: number): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(readSeedExport(release, start, end)))
}

const whole = await read(0, release.seed.bytes - 1)

describe('readSeedExport', () => {
  it('returns a line of reference data and one for each source, with the length and the digest of the release', () => {
    const [referenceData = '', ...lines] = whole.toString().split('\n')
    expect(Object.keys(JSON.parse(referenceData))).toEqual(['codes', 'completeness'])
    expect(lines.pop()).toBe('')
    expect(lines).toHaveLength(156)
    const ids = lines.map((line) => JSON.parse(line).source.id)
    expect(ids).toEqual(ids.toSorted())
    expect(whole).toHaveLength(release.seed.bytes)
    expect(createHash('sha256').update(whole).digest('base64')).toBe(release.seed.sha256)
  })

  it('returns seed files of which the loader builds the same release', () => {
    const again = releaseOf({ 'seed.ndjson': whole.toString() })
    expect(again.id).toBe(release.id)
    expect(again.seed).toEqual(release.seed)
  }, 60_000)

  it('returns for any range the bytes of that range', async () => {
    const { bytes } = release.seed
    const lengths = fc.oneof(fc.nat(300), fc.nat(bytes))
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes - 1), lengths, async (start, length) => {
        const end = Math.min(bytes - 1, start + length)
        expect((await read(start, end)).equals(whole.subarray(start, end + 1))).toBe(true)
      }),
      { numRuns: 50 },
    )
  }, 60_000)
})

describe('seedFileLines', () => {
  it('has the fields of the source that are known, and its claims with their places and reasons', () => {
    const line = seedFileLines(release.prepare)('example-foundation-gazette-b')
    expect(JSON.parse(line)).toEqual({
      source: {
        id: 'example-foundation-gazette-b',
        title: 'Example Gazette, edition B (a test fixture)',
        publisher: 'Example Gazette',
        kind: 'press',
        language: 'en',
        url: 'https://example.org/gazette/b',
        published: '2008-04',
        published_basis: 'stated',
        note: 'An invented document, for tests only.',
      },
      organizations: [
        {
          id: 'example-foundation',
          at: 'opening of the page',
          founded: '1972-01',
          website: 'https://example.org/foundation/b',
        },
      ],
      names: [
        {
          id: 'example-foundation-name-current',
          at: 'opening of the page',
          organization: 'example-foundation',
          kind: 'official',
          language: 'en',
          name: 'Example Foundation (test fixture)',
        },
      ],
      leadership: [
        {
          id: 'example-foundation-director-second',
          at: 'opening of the page',
          start: '2008-03',
        },
      ],
      figures: [
        {
          id: 'example-foundation-staff-2008',
          at: 'table',
          organization: 'example-foundation',
          date: '2008-04-01',
          value: 41,
          qualifier: 'exact',
        },
      ],
    })
  })
})
