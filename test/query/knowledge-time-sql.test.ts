import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCollectionService } from '../../src/api/collection-service.ts'
import { collections } from '../../src/api/collections/index.ts'
import { edtfBounds } from '../../src/domain/edtf.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { openRelease, type Release } from '../../src/query/release.ts'
import { type Json, loadFolder, withTemporaryFolder } from '../support/app.ts'
import { asNdjson, type RandomSeedFile, randomSeedFiles } from '../support/random-seed.ts'
import { fixtureRelease, idsOf, listOf, selectRows } from './fixture-release.ts'

const lists = collections.map(({ list }) => list)
const resourceCollections = collections.filter(({ name }) =>
  resourceTypes.some((type) => type.name === name),
)

async function releaseFrom(seedFiles: readonly RandomSeedFile[]): Promise<Release> {
  const files = { 'all.ndjson': asNdjson(seedFiles) }
  return openRelease(await withTemporaryFolder(files, (folder) => loadFolder(folder).db))
}

/** Every record at `known_at`, without the days of its version, and its evidence ordered by claim. */
function recordsAt(release: Release, known_at: string): Record<string, Json[]> {
  const byClaim = (a: Json, b: Json) => (a.claim < b.claim ? -1 : 1)
  const records = resourceCollections.map((collection) => {
    const { data } = createCollectionService(release, collection).page({ limit: 500, known_at })
    const comparable = data.map(({ known_from, known_to, ...record }: Json) => ({
      ...record,
      evidence: record.evidence.toSorted(byClaim),
    }))
    return [collection.name, comparable]
  })
  return Object.fromEntries(records)
}

/** The disputes at `known_at`, each with its value, and the claims that were overruled. */
function disputesAt(release: Release, known_at: string): Json[] {
  const disputes = collections.find(({ name }) => name === 'disputes')
  if (disputes === undefined) throw new Error('There is no collection disputes.')
  const { data } = createCollectionService(release, disputes).page({
    limit: 500,
    known_at,
    include: 'none',
  })
  return data.map(({ id, value, decided_by, dissent }: Json) => ({
    ...{ id, value, decided_by },
    dissent: dissent.map(({ claim, overruled_by }: Json) => `${claim} ${overruled_by}`),
  }))
}

const knownFrom = ({ source }: RandomSeedFile) => edtfBounds(source.published).max

/** The seed file with a source that is known from `day`. Its rank stays: that is by the first day. */
function knownOn(seedFile: RandomSeedFile, day: string): RandomSeedFile {
  const { min } = edtfBounds(seedFile.source.published)
  const published = min === day ? day : `${min}/${day}`
  return { ...seedFile, source: { ...seedFile.source, published } }
}

describe('a query at a knowledge time', () => {
  it('returns the same as a release that was built from only the sources known by then', async () => {
    await fc.assert(
      fc.asyncProperty(randomSeedFiles, fc.nat(), async (all, number) => {
        const days = all.map(knownFrom)
        const day = days[number % days.length] ?? '2020-05-31'
        // All are known from one day, so that no version of an earlier day remains.
        const known = all.filter((one) => knownFrom(one) <= day).map((one) => knownOn(one, day))
        const [whole, part] = await Promise.all([releaseFrom(all), releaseFrom(known)])
        expect(recordsAt(whole, day)).toEqual(recordsAt(part, day))
        expect(disputesAt(whole, day)).toEqual(disputesAt(part, day))
      }),
      { numRuns: 40 },
    )
  }, 120_000)

  it.each(lists)(
    'returns the rows of $name that were known, each once',
    (list) => {
      const q = list.name === 'search' ? { filters: { q: 'council' } } : {}
      const days = idsOf(
        selectRows(
          fixtureRelease,
          collections.find(({ name }) => name === 'changes')?.list ?? list,
        ),
      )
      let last = 0
      for (const day of days.map(String)) {
        const rows = selectRows(fixtureRelease, list, { ...q, known_at: day })
        expect(new Set(idsOf(rows)).size).toBe(rows.length)
        for (const { known_from = null, known_to = null } of rows) {
          if (known_from !== null) expect(String(known_from) <= day).toBe(true)
          if (known_to !== null) expect(String(known_to) > day).toBe(true)
        }
        last = rows.length
      }
      expect(last).toBeGreaterThan(0)
    },
    60_000,
  )

  it.each(lists)('returns no rows of $name before the first source was known', (list) => {
    const q = list.name === 'search' ? { filters: { q: 'council' } } : {}
    expect(selectRows(fixtureRelease, list, { ...q, known_at: '1952-01-16' })).toEqual([])
  })

  it.each(lists)('returns the same rows of $name on the last known day and later', (list) => {
    const q = list.name === 'search' ? { filters: { q: 'council' } } : {}
    const rows = selectRows(fixtureRelease, list, q)
    for (const known_at of ['2026-11-22', '2999-01-01'])
      expect(selectRows(fixtureRelease, list, { ...q, known_at })).toEqual(rows)
  })

  it('returns what documents described by then of another valid time', () => {
    const rows = selectRows(fixtureRelease, listOf('member_counts'), {
      filters: { category: 'member_states', organization: 'iom' },
      valid_at: '2026',
      known_at: '2016-01-01',
    })
    expect(rows.map(({ count, certainty }) => [count, certainty])).toEqual([[157, 'carried']])
  })
})
