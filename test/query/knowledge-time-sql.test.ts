import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCollectionService } from '../../src/api/collection-service.ts'
import { collections } from '../../src/api/collections/index.ts'
import { edtfBounds } from '../../src/domain/edtf.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { openRelease, type Release } from '../../src/query/release.ts'
import { type Json, loadFolder, withTemporaryFolder } from '../support/app.ts'
import { asNdjson, type RandomSeedFile, randomSeedFiles } from '../support/random-seed.ts'
import { requiredQuery } from '../support/required-query.ts'
import { fixtureRelease, idsOf, listOf, selectRows } from './fixture-release.ts'

const lists = collections.map(({ list }) => list)
/** Lists of what documents state. The others are reference data, which is always known. */
const statedLists = lists.filter(({ firstKnownColumn }) => firstKnownColumn !== null)
const referenceLists = lists.filter(({ firstKnownColumn }) => firstKnownColumn === null)
const resourceCollections = collections.filter(({ name }) =>
  resourceTypes.some((type) => type.name === name),
)

async function releaseFrom(seedFiles: readonly RandomSeedFile[]): Promise<Release> {
  const files = { 'all.ndjson': asNdjson(seedFiles) }
  return openRelease(await withTemporaryFolder(files, (folder) => loadFolder(folder).db))
}

/** Every record at `known_at` with its evidence, as responses have it. */
function pagesAt(release: Release, known_at: string): [collection: string, records: Json[]][] {
  return resourceCollections.map((collection) => {
    const { data } = createCollectionService(release, collection).page({ limit: 500, known_at })
    return [collection.name, data.map((text) => JSON.parse(text))]
  })
}

/** Whether an item of evidence is about another record, from whose start or end an end follows. */
const isOfDerivedEnd = ({ field, record }: Json) =>
  record !== undefined && ['end', 'abolished'].includes(field)

/** The records without the days of their versions, and with the evidence of their stated values, ordered by claim. */
function statedPart(pages: readonly [string, Json[]][]): Record<string, Json[]> {
  const byClaim = (a: Json, b: Json) => (a.claim < b.claim ? -1 : 1)
  const records = pages.map(([name, data]) => [
    name,
    data.map(({ known_from, known_to, ...record }) => ({
      ...record,
      evidence: record.evidence.filter((item: Json) => !isOfDerivedEnd(item)).toSorted(byClaim),
    })),
  ])
  return Object.fromEntries(records)
}

/** The evidence of derived ends: `record claim`. */
function derivedPart(pages: readonly [string, Json[]][]): string[] {
  return pages.flatMap(([, data]) =>
    data.flatMap(({ id, evidence }) =>
      evidence.filter(isOfDerivedEnd).map(({ claim }: Json) => `${id} ${claim}`),
    ),
  )
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
  return data.map((text) => {
    const { id, value, decided_by, dissent }: Json = JSON.parse(text)
    return {
      ...{ id, value, decided_by },
      dissent: dissent.map(({ claim, overruled_by }: Json) => `${claim} ${overruled_by}`),
    }
  })
}

/** The claims and the sources about the organization at `known_at`, each claim with its stance. */
function linkedAt(release: Release, known_at: string): string[] {
  const options = { known_at, filters: { organization: 'league' }, sort: 'id' }
  const claims = selectRows(release, listOf('claims'), options)
  const sources = selectRows(release, listOf('sources'), options)
  return [...claims.map(({ id, stance }) => `${id} ${stance}`), ...idsOf(sources).map(String)]
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
        const [records, expected] = [pagesAt(whole, day), pagesAt(part, day)]
        expect(statedPart(records)).toEqual(statedPart(expected))
        // The same end can have followed from another record before; its claims are kept.
        expect(derivedPart(records)).toEqual(expect.arrayContaining(derivedPart(expected)))
        expect(disputesAt(whole, day)).toEqual(disputesAt(part, day))
        expect(linkedAt(whole, day)).toEqual(linkedAt(part, day))
      }),
      { numRuns: 15 },
    )
  }, 240_000)

  it.each(lists)(
    'returns the rows of $name that were known, each once',
    (list) => {
      const q = { filters: requiredQuery(list.name) }
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

  it.each(statedLists)('returns no rows of $name before the first source was known', (list) => {
    const q = { filters: requiredQuery(list.name) }
    expect(selectRows(fixtureRelease, list, { ...q, known_at: '1952-01-16' })).toEqual([])
  })

  it.each(lists)('returns the same rows of $name on the last known day and later', (list) => {
    const q = { filters: requiredQuery(list.name) }
    const rows = selectRows(fixtureRelease, list, q)
    for (const known_at of ['2026-11-27', '2999-01-01'])
      expect(selectRows(fixtureRelease, list, { ...q, known_at })).toEqual(rows)
  })

  it('returns the same codes and statements of completeness at any knowledge time', () => {
    expect(referenceLists.map(({ name }) => name)).toEqual(['codes', 'completeness'])
    for (const list of referenceLists) {
      const rows = selectRows(fixtureRelease, list)
      expect(rows.length).toBeGreaterThan(0)
      for (const known_at of ['1900-01-01', '1952-01-16', '2020-05-31', '2999-01-01'])
        expect(selectRows(fixtureRelease, list, { known_at })).toEqual(rows)
    }
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
