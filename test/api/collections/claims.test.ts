import { describe, expect, it } from 'vitest'
import { fixtureApp, get, type Json } from '../../support/app.ts'

const app = await fixtureApp()

describe('GET /v1/claims/{id}', () => {
  it('returns a claim with its stance at the knowledge time, and its source', async () => {
    const query = 'record=iom-executive-committee&field=attested&source=ukraine-mission-2014'
    const { data } = await get(app, `/v1/claims?${query}`)
    expect(data).toMatchObject([
      { source: 'ukraine-mission-2014', stance: 'disagrees', value: '2014-11-25/2015-11-27' },
    ])
    const earlier = await get(app, `/v1/claims/${data[0].id}?known_at=2020-01-01`)
    expect(earlier.data).toMatchObject({ id: data[0].id, stance: 'agrees' })
    expect(Object.keys(earlier.sources)).toEqual(['ukraine-mission-2014'])
  })
})

describe('GET /v1/claims', () => {
  it('lists claims that were set aside, with a null stance if their record is not served', async () => {
    const { data } = await get(app, '/v1/claims?record=iom-un-dependent')
    expect(data).toHaveLength(3)
    for (const { stance, set_aside } of data) {
      expect(stance).toBeNull()
      expect(set_aside).toContain('contradicted by its own sentence')
    }
  })

  it('returns the stated value with its type', async () => {
    const statedValue = async (record: string, field: string) =>
      (await get(app, `/v1/claims?record=${record}&field=${field}`)).data[0].value
    expect(await statedValue('example-union', 'juridical_personality')).toBe(true)
    expect(await statedValue('example-declaration', 'binding')).toBe(false)
    expect(await statedValue('example-union-budget-2021', 'value')).toBe(Number.MAX_SAFE_INTEGER)
    expect(await statedValue('example-yearbook-2021', 'edition')).toBe('2021')
  })

  it('returns 400 with the likely spelling for a field, collection or stance that does not exist', async () => {
    for (const [parameter, value, suggestion] of [
      ['field', 'foundet', 'founded'],
      ['collection', 'member-counts', 'member_counts'],
      ['stance', 'set-aside', 'set_aside'],
    ]) {
      const response = await app.inject({ url: `/v1/claims?${parameter}=${value}` })
      expect(response.statusCode).toBe(400)
      expect(response.json().errors).toMatchObject([{ parameter, value, suggestion }])
    }
  })
})

describe('GET /v1/sources', () => {
  it('counts the claims of each source by collection, with a link to exactly these claims', async () => {
    const { data } = await get(app, '/v1/sources?limit=500')
    expect(data).toHaveLength(156)
    let total = 0
    for (const { claims } of data)
      for (const { count, href } of Object.values<Json>(claims)) {
        const { page } = await get(app, href)
        expect(page.total).toBe(count)
        total += count
      }
    expect(total).toBe(4591)
  }, 60_000)
})
