import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCollectionService } from '../../src/api/collection-service.ts'
import { collections } from '../../src/api/endpoints/index.ts'
import { createDatabase } from '../../src/database/connection.ts'
import { edtfBounds } from '../../src/domain/edtf.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { load } from '../../src/ingest/load.ts'
import { openRelease, type Release } from '../../src/query/release.ts'
import { fixtureApp, get, type Json, migrations, withTemporaryFolder } from '../support/app.ts'
import { accounts, asNdjson, type RandomAccount } from '../support/random-seed.ts'

const app = await fixtureApp()

/** A release of these accounts, asked without a server around it. */
async function releaseFrom(some: readonly RandomAccount[]): Promise<Release> {
  const db = createDatabase(':memory:')
  const files = { 'all.ndjson': asNdjson(some) }
  await withTemporaryFolder(files, (folder) => load(db, { folder, resourceTypes, migrations }))
  return openRelease(db)
}

/** Every list, without the days on which versions began or ended, its evidence in an order of its own. */
function told(release: Release, known_at?: string): Json {
  const sorted = (evidence: Json) => [...evidence].sort((a, b) => (a.claim < b.claim ? -1 : 1))
  const lists = collections.filter(isOfNoun).map((collection) => {
    const { page } = createCollectionService(release, collection)
    const { data } = page({ limit: 500, evidence: 'full', known_at })
    const records = data.map(({ known_from, known_to, evidence, ...record }) => ({
      ...record,
      evidence: sorted(evidence),
    }))
    return [collection.name, records]
  })
  return Object.fromEntries(lists)
}

const isOfNoun = ({ name }: { name: string }) =>
  resourceTypes.some((resourceType) => resourceType.name === name)

/** The same account, of the same earliest day, which is what ranks it. */
function heardOn(one: RandomAccount, day: string): RandomAccount {
  const { min } = edtfBounds(one.source.published)
  return { ...one, source: { ...one.source, published: min === day ? day : `${min}/${day}` } }
}

describe('known_at', () => {
  it('tells each list as if only the accounts known_from by then had been read', async () => {
    await fc.assert(
      fc.asyncProperty(accounts, fc.nat(), async (all, pick) => {
        const known_from = (one: RandomAccount) => edtfBounds(one.source.published).max
        const days = all.map(known_from)
        const day = days[pick % days.length] ?? '2020-05-31'
        // All known_from on that one day, so that nothing is carried over from a day before.
        const only = all.filter((one) => known_from(one) <= day).map((one) => heardOn(one, day))
        const [then, alone] = await Promise.all([releaseFrom(all), releaseFrom(only)])
        expect(told(then, day)).toEqual(told(alone))
      }),
      { numRuns: 40 },
    )
  }, 60_000)

  it.each(['2015-11-27', '2016-09-19', '2019-11-26', '2020-05-31', '2025-01-10', '2026-11-22'])(
    'tells of the real documents at %s only what was known_from by then, each record once',
    async (day) => {
      const { data: sources } = await get(app, `/v1/sources?limit=500&known_at=${day}`)
      const known = new Set(sources.map(({ id }: Json) => id))
      for (const { known_from: on } of sources) expect(on <= day).toBe(true)
      for (const { name: collection } of resourceTypes) {
        const { data: records } = await get(app, `/v1/${collection}?limit=500&known_at=${day}`)
        const ids = records.map(({ id }: Json) => id)
        expect(new Set(ids).size, collection).toBe(ids.length)
        for (const { known_from, evidence } of records) {
          expect(known_from <= day).toBe(true)
          for (const { source } of evidence) expect(known.has(source)).toBe(true)
        }
      }
    },
  )

  it('takes the id of a source for the day it was known_from', async () => {
    const { data } = await get(app, '/v1/leadership?known_at=denmark-mission-2020')
    expect(data).toEqual((await get(app, '/v1/leadership?known_at=2020-05-31')).data)
  })

  it('before the first document knows nothing, and says from when it does', async () => {
    for (const { name, example } of collections) {
      const query = new URLSearchParams({ ...example, known_at: '1950-01-01' })
      const { data, page } = await get(app, `/v1/${name}?${query}`)
      expect([data, page.total]).toEqual([[], 0])
    }
    const response = await app.inject({ url: '/v1/organizations/iom?known_at=1990-01-01' })
    expect(response.statusCode).toBe(404)
    expect(response.json().detail).toBe('iom is known from 1995-12-31, and not yet on 1990-01-01.')
  })

  it('after the last document tells what it told then', async () => {
    const { data } = await get(app, '/v1/leadership?known_at=2999-01-01')
    expect(data).toEqual((await get(app, '/v1/leadership')).data)
  })

  it.each(['2020-13-01', '2020-02-30', '2020-05', 'yesterday', 'denmark-mision-2020', ''])(
    'refuses %s',
    async (known_at) => {
      for (const { name, example } of collections) {
        const query = new URLSearchParams({ ...example, known_at })
        const response = await app.inject({ url: `/v1/${name}?${query}` })
        expect(response.statusCode).toBe(400)
        expect(response.json().errors[0].parameter).toBe('known_at')
      }
    },
  )
})

describe('evidence', () => {
  it.each(resourceTypes)(
    'of $name lists exactly the claims known_from of each field',
    async ({ name }) => {
      for (const known_at of ['2016-01-01', '2020-05-31', '2026-11-22']) {
        const { data } = await get(app, `/v1/${name}?limit=500&known_at=${known_at}`)
        for (const { id, evidence } of data) {
          const claims = await get(app, `/v1/claims?record=${id}&known_at=${known_at}&limit=500`)
          const shown = evidence.map(({ claim, stance }: Json) => `${claim} ${stance}`)
          expect(shown.sort()).toEqual(
            claims.data.map(({ id, stance }: Json) => `${id} ${stance}`).sort(),
          )
        }
      }
    },
  )
})
