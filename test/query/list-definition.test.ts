import { describe, expect, it } from 'vitest'
import { collections } from '../../src/api/collections/index.ts'
import { edtfBounds, overlaps } from '../../src/domain/edtf.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { fixtureApp, get, type Json } from '../support/app.ts'

const app = await fixtureApp()
const all = async (name: string): Promise<Json[]> =>
  (await get(app, `/v1/${name}?limit=500&evidence=none`)).data

const RANGES = collections
  .flatMap(({ name, list: { filters } }) =>
    Object.keys(filters)
      .filter((filter) => filter.endsWith('_from'))
      .map((filter) => ({ name, field: filter.slice(0, -'_from'.length) })),
  )
  .filter(({ name }) => resourceTypes.some((type) => type.name === name))

describe('a range', () => {
  it.each(RANGES)(
    'of $name by $field returns the records whose date may overlap it, and none without a date',
    async ({ name, field }) => {
      const records = await all(name)
      const dates = records.map((record) => record[field]).filter((date) => date !== null)
      const days = dates.flatMap((date) => {
        const { min, max } = edtfBounds(date)
        return [min, max].filter((day) => day > '0001' && day < '9998')
      })
      for (const day of ['1955-06', '2018', ...days.slice(0, 6)]) {
        const { min, max } = edtfBounds(day)
        const query = new URLSearchParams({ [`${field}_from`]: day, [`${field}_to`]: day })
        const { data } = await get(app, `/v1/${name}?${query}&limit=500&evidence=none`)
        const found = data.map(({ id }: Json) => id).toSorted()
        // Attestations narrow the bounds of a start, so a record may be left out, but none is added.
        const allowed = records
          .filter((record) => record[field] !== null)
          .filter((record) => overlaps(edtfBounds(record[field]), { min, max }))
          .map(({ id }) => id)
        expect(allowed).toEqual(expect.arrayContaining(found))
        const exact = records.filter((record) => record[field] === day).map(({ id }) => id)
        expect(found).toEqual(expect.arrayContaining(exact))
      }
    },
    60_000,
  )

  it('of the period of a flow includes periods that began earlier', async () => {
    const ids = async (url: string) => (await get(app, url)).data.map(({ id }: Json) => id)
    expect(await ids('/v1/funding?period_from=2018-02&kind=core&donor=Denmark')).toEqual([
      'denmark-iom-core-funding',
    ])
    expect(
      await ids(
        '/v1/figures?organization=iom&measure=people_assisted&date_from=2018-06&date_to=2018-12',
      ),
    ).not.toEqual([])
  })
})

describe('a sort', () => {
  it.each([
    ['people', ['id', 'name', 'nationality', 'born', 'died']],
    [
      'bodies',
      [
        'id',
        'organization',
        'name',
        'parent',
        'meets_per_year',
        'established',
        'abolished',
        'attested',
      ],
    ],
    [
      'sources',
      ['id', 'title', 'publisher', 'kind', 'language', 'published', 'read', 'known_from'],
    ],
    ['claims', ['id', 'source', 'record', 'known_from']],
    ['disputes', ['id']],
    ['changes', ['id']],
    ['codes', ['id', 'vocabulary', 'code', 'nature']],
  ])('of %s is by the id, a name, date, number or field with a filter: %j', (name, sorts) => {
    const collection = collections.find((one) => one.name === name)
    expect(Object.keys(collection?.list.sorts ?? {})).toEqual(sorts)
  })

  it.each(resourceTypes)(
    'of $name is by each name, date, number and field with a filter',
    (type) => {
      const { fields, filters } = type
      const list = collections.find((one) => one.name === type.name)?.list
      for (const [name, { type: fieldType }] of Object.entries(fields)) {
        const isSortable =
          ['name', 'title'].includes(name) ||
          ['date', 'period', 'integer'].includes(fieldType) ||
          filters.includes(name)
        if (isSortable) expect(Object.keys(list?.sorts ?? {})).toContain(name)
      }
    },
  )

  it.each(['leadership', 'members', 'bodies', 'relations', 'sessions', 'names'])(
    'of %s by its end has records without an end first, or last with -',
    async (name) => {
      const field = name === 'bodies' ? 'abolished' : 'end'
      const ends = async (sort: string) =>
        (await get(app, `/v1/${name}?sort=${sort}&limit=500&fields=${field}`)).data.map(
          (record: Json) => record[field] !== null,
        )
      const ascending = await ends(field)
      expect(ascending).toEqual(ascending.toSorted())
      expect(await ends(`-${field}`)).toEqual(ascending.toReversed())
    },
  )
})

describe('status=', () => {
  it.each(collections.filter(({ list }) => 'status' in list.filters))(
    'of $name returns the records with that status',
    async ({ name }) => {
      const records = await all(name)
      for (const status of ['ended', 'ongoing', 'end_unknown']) {
        const { data } = await get(app, `/v1/${name}?status=${status}&limit=500&evidence=none`)
        expect(data).toEqual(records.filter((record) => record.status === status))
      }
    },
  )
})

describe('a session without an end', () => {
  it('is possible for 31 days after its start only', async () => {
    const { data } = await get(app, '/v1/sessions?limit=500&evidence=none')
    const open = data.filter(({ start, end }: Json) => start !== null && end === null)
    expect(open).not.toEqual([])
    for (const { id, start } of open) {
      const year = Number(edtfBounds(start).max.slice(0, 4)) + 1
      const later = await get(app, `/v1/sessions?valid_at=${year}-03&limit=500&evidence=none`)
      expect(later.data.map((record: Json) => record.id)).not.toContain(id)
    }
  })
})
