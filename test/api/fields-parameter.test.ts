import { describe, expect, it, onTestFinished } from 'vitest'
import { collections } from '../../src/api/endpoints/index.ts'
import type { Database } from '../../src/database/connection.ts'
import { buildApp } from '../../src/server/app.ts'
import { get, type Json, loadFolder, SEED, fixtureApp } from '../support/app.ts'

/** `fields=`: only what is asked for, of every list and of each of its records. */

const app = await fixtureApp()
const document = await get(app, '/openapi.json')

describe.each(collections)('/v1/$name', ({ name, example, parameters, schemas }) => {
  const path = `/v1/${name}`
  const ask = (query: Record<string, string>) =>
    `${path}?${new URLSearchParams({ ...example, limit: '20', ...query })}`
  const offered: string[] = document.paths[path].get.parameters.find(
    (one: Json) => one.name === 'fields',
  ).schema.items.enum
  const always = ['id', ...('evidence' in parameters ? ['evidence'] : [])]

  it('tells of each field by itself what it tells of it in full', async () => {
    const whole = await get(app, ask({}))
    for (const field of offered) {
      const { data, page } = await get(app, ask({ fields: field }))
      expect(page.total).toBe(whole.page.total)
      for (const [index, record] of data.entries()) {
        const full = whole.data[index]
        const shown = Object.keys(full).filter((key) => [...always, field].includes(key))
        expect(Object.keys(record)).toEqual(shown)
        for (const key of shown.filter((key) => key !== 'evidence' || field === key))
          expect(record[key]).toEqual(full[key])
        if (always.includes('evidence'))
          expect(record.evidence).toEqual(full.evidence.filter((of: Json) => of.field === field))
      }
    }
  })

  it('gives one record the same fields at its own path', async () => {
    if (schemas.item === null) return
    const [field = ''] = offered
    const { data } = await get(app, ask({ fields: field }))
    const certainty = name === 'organizations' ? { certainty: 'definite' } : {}
    for (const record of data.slice(0, 3))
      expect((await get(app, `${path}/${record.id}?fields=${field}`)).data).toEqual({
        ...record,
        ...certainty,
      })
  })

  it('refuses a field that it does not have, with the likely one', async () => {
    const [first = ''] = offered
    const response = await app.inject({ url: ask({ fields: `${first},${first}x` }) })
    expect(response.statusCode).toBe(400)
    expect(response.json().errors).toEqual([
      {
        parameter: 'fields',
        value: `${first}x`,
        message: 'not one of the allowed values',
        allowed: offered,
        suggestion: first,
      },
    ])
  })

  it('pages through them', async () => {
    const [field = ''] = offered
    const { page } = await get(app, ask({ fields: field, limit: '1' }))
    if (page.next === null) return
    const { data } = await get(app, page.next)
    expect(Object.keys(data[0]).filter((key) => key !== 'evidence')).toEqual(
      expect.arrayContaining(['id', field]),
    )
    expect(Object.keys(data[0])).not.toContain(offered.at(-1))
  })
})

describe('fields', () => {
  it('of a profile leave out what snapshot, or tell only that', async () => {
    const path = '/v1/organizations/iom?evidence=none'
    const whole = (await get(app, path)).data
    const { id, name, certainty, snapshot, totals } = whole
    expect((await get(app, `${path}&fields=name`)).data).toEqual({ id, name, certainty })
    expect((await get(app, `${path}&fields=snapshot`)).data).toEqual({ id, certainty, snapshot })
    expect((await get(app, `${path}&fields=totals`)).data).toEqual({ id, certainty, totals })
    const linked = await app.inject({ url: `${path}&fields=name&format=jsonld` })
    expect(linked.json().data).toEqual({ '@type': 'org:FormalOrganization', id, name, certainty })
  })

  it('in another order ask for the same', async () => {
    const one = await app.inject({ url: '/v1/leadership?fields=person,start' })
    const other = await app.inject({ url: '/v1/leadership?fields=start,person' })
    expect(other.headers.etag).toBe(one.headers.etag)
    expect(other.body).toBe(one.body)
  })

  it('leave the certainty beside what they tell of a time', async () => {
    const { data } = await get(
      app,
      '/v1/member_counts?valid_at=2012-06-01&fields=count&evidence=none',
    )
    for (const record of data) expect(Object.keys(record)).toEqual(['id', 'count', 'certainty'])
  })

  it.each([
    ['fields=person&fields=start', 'given more than once; put commas between its values'],
    ['fields=person,person', 'has a value in it twice'],
    ['fields=', 'not one of the allowed values'],
  ])('%s is refused: %s', async (query, message) => {
    const response = await app.inject({ url: `/v1/leadership?${query}` })
    expect(response.json().errors).toMatchObject([{ parameter: 'fields', message }])
  })

  it('that are not asked for are not taken from the database either', async () => {
    const { db } = loadFolder(SEED)
    const asked: string[] = []
    const counting = new Proxy(db, {
      get: (target, name) => {
        if (name !== 'prepare') return Reflect.get(target, name)
        return (sql: string) => {
          asked.push(sql)
          return target.prepare(sql)
        }
      },
    })
    const counted = await buildApp({ db: counting as Database })
    onTestFinished(() => counted.close())
    asked.length = 0
    await get(counted, '/v1/member_counts?valid_at=2012&fields=count&evidence=none')
    const sql = asked.join('\n')
    expect(sql).toContain('item."count"')
    for (const name of ['item."qualifier"', 'AS next', 'FROM json_each(:versions)'])
      expect(sql).not.toContain(name)
  })
})
