import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { csvLine } from '../../../src/api/representations/csv.ts'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { temporaryFolder, get, type Json, fixtureApp } from '../../support/app.ts'
import { parseCsv } from '../../support/parse-csv.ts'

const app = await fixtureApp()
const SPREADSHEET = '/usr/bin/soffice'

describe('a list as CSV', () => {
  it.each(resourceTypes)(
    'of $name has the fields of its records, all of them',
    async ({ name }) => {
      const { body, headers } = await app.inject({
        url: `/v1/${name}?format=csv&limit=all&evidence=none`,
      })
      expect(headers['content-type']).toBe('text/csv; charset=utf-8; header=present')
      const [header = [], ...rows] = parseCsv(body)
      const { data } = await get(app, `/v1/${name}?limit=500&evidence=none`)
      expect(header).toEqual(Object.keys(data[0]))
      expect(rows).toEqual(
        data.map((record: Json) => header.map((field) => String(record[field] ?? ''))),
      )
    },
  )

  it('is written as RFC 4180 says', async () => {
    const { body } = await app.inject({
      url: '/v1/members?role=applicant&format=csv&evidence=none',
    })
    expect(body).toBe(
      'id,organization,name,country,role,start,end,attested,status,known_from,known_to\r\n' +
        'iom-applicant-lebanon,iom,Lebanon,LB,applicant,,,2019-11-26,ongoing,2019-11-26,\r\n',
    )
  })

  it('tells the certainty where a time is asked about', async () => {
    const { body } = await app.inject({
      url: '/v1/leadership?format=csv&valid_at=2014&post=director_general&evidence=none',
    })
    expect(parseCsv(body).map((row) => row.at(-1))).toEqual(['certainty', 'definite'])
  })

  it.each(resourceTypes)(
    'of $name names the sources that say so, and those that do not',
    async ({ name }) => {
      const { body } = await app.inject({ url: `/v1/${name}?format=csv&limit=all` })
      const [header = [], ...rows] = parseCsv(body)
      expect(header.slice(-2)).toEqual(['sources', 'dissenting'])
      const { data } = await get(app, `/v1/${name}?limit=500`)
      const ids = (record: Json, stance: string) =>
        record.evidence
          .filter((claim: Json) => claim.stance === stance)
          .map(({ source }: Json) => source)
      for (const [index, row] of rows.entries())
        expect(row.slice(-2).map((cell) => cell.split(' ').filter(Boolean))).toEqual([
          [...new Set(ids(data[index], 'agrees'))].sort(),
          [...new Set(ids(data[index], 'disagrees'))].sort(),
        ])
    },
  )

  it('has the statements before and after in flat columns', async () => {
    const query = 'category=member_states&valid_at=2012-06-01&fields=count,next&evidence=none'
    const { body } = await app.inject({ url: `/v1/member_counts?${query}&format=csv` })
    expect(body).toBe(
      'id,count,certainty,next_id,next_count,next_qualifier,next_date\r\n' +
        'iom-member-states-2011-12-05,146,carried,iom-member-states-2012-11-14,146,exact,2012-11-14\r\n',
    )
  })

  it.each([
    ['/v1/sources?', 'id,title,publisher,kind,'],
    ['/v1/claims?', 'id,source,record,collection,field,value,'],
    [
      '/v1/disputes?',
      'id,record,collection,organization,field,value,decided_by,explanation,sources,dissenting',
    ],
    [
      '/v1/search?q=iom&',
      'id,collection,organization,label,href,field,claim,source,highlight,score',
    ],
  ])('is offered of %s', async (path, header) => {
    const { body, statusCode } = await app.inject({ url: `${path}format=csv&limit=all` })
    expect(statusCode).toBe(200)
    expect(body.startsWith(header)).toBe(true)
  })

  it('pages as JSON does, and is the same as all at once', async () => {
    for (const format of ['csv', 'ndjson']) {
      const all = await app.inject({ url: `/v1/names?format=${format}&limit=all` })
      const lines: string[] = []
      let next: string | undefined = `/v1/names?format=${format}&limit=2`
      while (next !== undefined) {
        const { body, headers }: { body: string; headers: Json } = await app.inject({ url: next })
        lines.push(...body.split('\n').slice(format === 'csv' && lines.length > 0 ? 1 : 0, -1))
        next = /<([^>]*)>; rel="next"/.exec(headers.link)?.[1]
      }
      expect(`${lines.join('\n')}\n`).toBe(all.body)
    }
  })

  it('may be all at once, which JSON may not', async () => {
    const response = await app.inject({ url: '/v1/names?limit=all' })
    expect(response.statusCode).toBe(400)
    expect(response.json().errors[0].message).toContain('all at once is for downloads')
  })
})

describe.skipIf(!existsSync(SPREADSHEET))(`a spreadsheet (needs ${SPREADSHEET})`, () => {
  /** What it makes of a table: read with these settings, and written as CSV again. */
  async function opened(text: string, settings: string): Promise<string[][]> {
    const folder = temporaryFolder({ 'table.csv': text })
    await promisify(execFile)(SPREADSHEET, [
      ...['--headless', `-env:UserInstallation=file://${folder}/profile`],
      ...[`--infilter=CSV:${settings}`, '--convert-to', `csv:Text - txt - csv (StarCalc):${UTF8}`],
      ...['--outdir', join(folder, 'read'), join(folder, 'table.csv')],
    ])
    const read = readFileSync(join(folder, 'read/table.csv'), 'utf8')
    return parseCsv(read.replaceAll('\n', '\r\n'))
  }

  /** Commas, double quotes, UTF-8. */
  const UTF8 = '44,34,76'

  it('reads a table without complaint, and shows every value as it is', async () => {
    const { body } = await app.inject({ url: '/v1/claims?format=csv&limit=all' })
    const asText = Array.from({ length: 12 }, (_, at) => `${at + 1}/2`).join('/')
    expect(await opened(body, `${UTF8},1,${asText}`)).toEqual(parseCsv(body))
  }, 60_000)

  it('runs nothing that stands in one', async () => {
    const hostile = ['=1+1', '+1+1', '-1+1', '@SUM(1,1)', '\t=1+1', "it's", 'a,"b"']
    expect(await opened(csvLine(hostile), UTF8)).toEqual(parseCsv(csvLine(hostile)))
  }, 60_000)
})
