import { describe, expect, it } from 'vitest'
import { collections } from '../../src/api/collections/index.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { fixtureApp, get } from '../support/app.ts'

/** `meta`: what a response describes. */

const app = await fixtureApp()

const completenessOf = async (query: string) => (await get(app, `/v1/${query}`)).meta.completeness

const MEMBERS = {
  id: 'iom-completeness-members',
  ...{
    role: 'member',
    category: null,
    post: null,
    extent: 'complete',
    start: '1951-12',
    end: null,
  },
  note: 'For tests only: the fixture has some of the members, so that counts disagree with it.',
}
const OBSERVERS = {
  id: 'iom-completeness-observers',
  ...{ role: 'observer', category: null, post: null, extent: 'partial', start: null, end: null },
  note: 'States only.',
}
const HEADS = {
  id: 'iom-completeness-heads',
  ...{ role: null, category: null, post: 'iom-director-general', extent: 'complete' },
  ...{ start: '1983-04', end: '2025-12-12', note: null },
}
const OBSERVER_COUNTS = {
  id: 'iom-completeness-observer-counts',
  ...{ role: null, category: 'observer_states', post: null, extent: 'sample' },
  ...{ start: null, end: null, note: null },
}
const FIGURES = {
  id: 'iom-completeness-figures',
  ...{ role: null, category: null, post: null, extent: 'sample' },
  ...{ start: null, end: null, note: null },
}

describe('meta.sources', () => {
  it.each([
    ['names', '1900-01-01', 0, 23],
    ['names/iom-name-icem', '2016-01-01', 57, 35],
    ['organizations/iom', '2016-01-01', 57, 35],
    ['dataset', '2016-01-01', 57, 35],
    ['search?q=council', '2020-05-31', 87, 36],
  ])(
    'has for %s at known_at=%s the number of sources that were known, %i, and of those that may have been, %i',
    async (path, known_at, known, undated) => {
      const separator = path.includes('?') ? '&' : '?'
      const { meta } = await get(app, `/v1/${path}${separator}known_at=${known_at}`)
      expect(meta).toMatchObject({ known_at, sources: { known, undated } })
    },
  )

  it('counts the sources that /v1/sources lists', async () => {
    const { meta, page } = await get(app, '/v1/sources?known_at=2016-01-01&limit=1')
    expect(meta.sources.known).toBe(page.total)
  })

  it('is absent when all sources are known', async () => {
    for (const query of ['', 'known_at=2026-11-27', 'known_at=2999-12-31'])
      expect((await get(app, `/v1/names?${query}`)).meta).not.toHaveProperty('sources')
  })
})

describe('meta.completeness', () => {
  it.each([
    ['members?organization=iom', [MEMBERS, OBSERVERS]],
    ['members?organization=iom&role=member', [MEMBERS]],
    ['members?organization=iom&role=observer', [OBSERVERS]],
    ['members?organization=iom&role=applicant', []],
    ['members?organization=iom&country=CH&valid_at=1990', [MEMBERS, OBSERVERS]],
    ['leadership?organization=iom', [HEADS]],
    ['leadership?organization=iom&post=iom-director-general', [HEADS]],
    ['leadership?organization=iom&post=iom-deputy-director-general', []],
    ['member_counts?organization=iom&category=observer_states', [OBSERVER_COUNTS]],
    ['member_counts?organization=iom&category=member_states', []],
    ['figures?organization=iom&measure=staff', [FIGURES]],
    ['people?organization=iom', []],
  ])(
    'has for %s the statements about the organization, the collection, the role, the category and the post',
    async (query, statements) => {
      expect(await completenessOf(query)).toEqual(statements)
    },
  )

  it('is null at an earlier known_at, because it is about the last known day', async () => {
    const url = 'members?organization=iom&role=observer&known_at='
    expect(await completenessOf(`${url}2026-11-26`)).toBeNull()
    expect(await completenessOf(`${url}denmark-mission-2020`)).toBeNull()
    expect(await completenessOf(`${url}2026-11-27`)).toEqual([OBSERVERS])
    expect(await completenessOf(`${url}2999-12-31`)).toEqual([OBSERVERS])
  })

  it('is the same on the next page', async () => {
    const { page } = await get(app, '/v1/members?organization=iom&limit=1')
    expect((await get(app, page.next)).meta.completeness).toEqual([MEMBERS, OBSERVERS])
  })

  it('is absent from a record', async () => {
    for (const path of ['organizations/iom', 'leadership/iom-director-general-swing'])
      expect((await get(app, `/v1/${path}`)).meta).not.toHaveProperty('completeness')
  })
})

describe.each(collections)(
  'meta.completeness of /v1/$name',
  ({ name, list, exampleQuery = {} }) => {
    const query = new URLSearchParams({ ...exampleQuery, limit: '1' })

    it('is absent without organization', async () => {
      expect((await get(app, `/v1/${name}?${query}`)).meta).not.toHaveProperty('completeness')
    })

    it('is a list with organization if the records rest on claims, and absent otherwise', async () => {
      if (!('organization' in list.filters)) return
      const { meta } = await get(app, `/v1/${name}?${query}&organization=example-foundation`)
      if (resourceTypes.some((type) => type.name === name)) expect(meta.completeness).toEqual([])
      else expect(meta).not.toHaveProperty('completeness')
    })
  },
)
