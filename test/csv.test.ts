import { describe, expect, it } from 'vitest'
import { nouns } from '../src/facts/index.ts'
import { get, type Json, testApp } from './helper.ts'
import { parseCsv } from './parse-csv.ts'

const app = await testApp()

describe('a list as CSV', () => {
  it.each(nouns)('of $name has the fields of its records, all of them', async ({ name }) => {
    const { body, headers } = await app.inject({ url: `/v1/${name}?format=csv&limit=all` })
    expect(headers['content-type']).toBe('text/csv; charset=utf-8; header=present')
    const [header = [], ...rows] = parseCsv(body)
    const { data } = await get(app, `/v1/${name}?limit=500&evidence=none`)
    expect(header).toEqual(Object.keys(data[0]))
    expect(rows).toEqual(
      data.map((record: Json) => header.map((field) => String(record[field] ?? ''))),
    )
  })

  it('is written as RFC 4180 says', async () => {
    const { body } = await app.inject({ url: '/v1/members?format=csv' })
    expect(body).toBe(
      'id,organization,name,country,role,start,end,attested,status,known_from,known_to\r\n' +
        'iom-applicant-lebanon,iom,Lebanon,LB,applicant,,,2019-11-26,ongoing,2019-11-26,\r\n',
    )
  })

  it('tells the certainty where a time is asked about', async () => {
    const { body } = await app.inject({
      url: '/v1/leadership?format=csv&valid_at=2014&post=director_general',
    })
    expect(parseCsv(body).map((row) => row.at(-1))).toEqual(['certainty', 'possible'])
  })

  it('may be all at once, which JSON may not', async () => {
    const response = await app.inject({ url: '/v1/names?limit=all' })
    expect(response.statusCode).toBe(400)
    expect(response.json().errors[0].message).toContain('all at once is for downloads')
  })
})
