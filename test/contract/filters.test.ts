import { describe, expect, it } from 'vitest'
import { collections } from '../../src/api/collections/index.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { get, type Json } from '../support/app.ts'
import { app, idsOf, shortListUrl } from './list-requests.ts'

describe.each(collections)('the filters of /v1/$name', (collection) => {
  it('return the records that have the value, and no others', async () => {
    const { data } = await get(app, shortListUrl(collection, { limit: '500' }))
    for (const name of Object.keys(collection.list.filters)) {
      const value = data.map((record: Json) => record[name]).find((one: Json) => one != null)
      // A range, or a filter of something that a record does not show.
      if (value === undefined) continue
      const filtered = await get(app, shortListUrl(collection, { limit: '500', [name]: value }))
      const expected = data.filter((record: Json) => record[name] === value)
      expect(filtered.data.slice(0, expected.length), name).toEqual(expected)
      for (const record of filtered.data) expect(record[name], name).toBe(value)
    }
  })
})

describe.each(resourceTypes)('the filters of /v1/$name', ({ name, fields, filters }) => {
  it('include every field that is declared as one, and a range for each date', () => {
    const list = collections.find((collection) => collection.name === name)?.list
    const expected = filters.flatMap((field) => {
      const type = fields[field]?.type ?? ''
      return ['date', 'period'].includes(type) ? [`${field}_from`, `${field}_to`] : [field]
    })
    expect(Object.keys(list?.filters ?? {})).toEqual(expect.arrayContaining(expected))
  })
})

describe('a list', () => {
  const readIds = async (url: string) => idsOf((await get(app, `/v1/${url}`)).data)

  it('contains the records that may have begun in a range of dates', async () => {
    const counts = 'member_counts?organization=iom&category=member_states'
    expect(await readIds(`${counts}&date_from=2020-01&date_to=2020-06`)).toEqual([
      'iom-member-states-2020-to-2021-04-19',
      'iom-member-states-2020-05',
    ])
    expect(await readIds('leadership?elected_from=2008-06&elected_to=2008-06')).toEqual([
      'iom-director-general-swing',
    ])
  })

  it('contains the records that meet all filters when there are several', async () => {
    expect(await readIds('figures?unit=offices&qualifier=at_least&date_to=2015')).toEqual([
      'iom-offices-2009',
    ])
    expect(await readIds('compacts?follows=new-york-declaration&kind=compact&country=MA')).toEqual([
      'global-compact-for-migration',
    ])
  })

  it('is empty when no record meets the filters', async () => {
    const { data, page } = await get(app, '/v1/funding?donor=Norway')
    expect([data, page.total]).toEqual([[], 0])
  })
})
