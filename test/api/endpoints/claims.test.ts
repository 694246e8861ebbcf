import { describe, expect, it } from 'vitest'
import { get, type Json, fixtureApp } from '../../support/app.ts'

const app = await fixtureApp()

describe('/v1/claims', () => {
  it('has every claim at a path of its own, with its stance then', async () => {
    const { data } = await get(
      app,
      '/v1/claims?record=iom-executive-committee&field=attested&source=ukraine-mission-2014',
    )
    expect(data).toMatchObject([
      { source: 'ukraine-mission-2014', stance: 'disagrees', value: '2014-11-25/2015-11-27' },
    ])
    const then = await get(app, `/v1/claims/${data[0].id}?known_at=2020-01-01`)
    expect(then.data).toMatchObject({ id: data[0].id, stance: 'agrees' })
    expect(Object.keys(then.sources)).toEqual(['ukraine-mission-2014'])
  })

  it('keeps what was never served: of a record that is only slips it has no stance', async () => {
    const { data } = await get(app, '/v1/claims?record=iom-un-dependent')
    expect(data).toHaveLength(3)
    for (const { stance, set_aside } of data) {
      expect(stance).toBeNull()
      expect(set_aside).toContain('contradicted by its own sentence')
    }
  })

  it('is as many as the sources say that they claim', async () => {
    const { data } = await get(app, '/v1/sources')
    for (const { claims } of data)
      for (const { count, href } of Object.values<Json>(claims)) {
        const { page } = await get(app, href)
        expect(page.total).toBe(count)
      }
  })
})
