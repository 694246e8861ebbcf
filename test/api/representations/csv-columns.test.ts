import { describe, expect, it } from 'vitest'
import { collections } from '../../../src/api/collections/index.ts'
import { csvLine } from '../../../src/api/representations/csv.ts'
import {
  flatColumn,
  sourcesColumn,
  visibleColumns,
} from '../../../src/api/representations/csv-columns.ts'
import { isLabelName, labelNameOf } from '../../../src/domain/labels.ts'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { fixtureApp, get, type Json } from '../../support/app.ts'
import { parseCsv } from '../../support/parse-csv.ts'

const app = await fixtureApp()

async function tableOf(path: string): Promise<{ header: string[]; rows: string[][] }> {
  const { body } = await app.inject({ url: `${path}&format=csv&limit=all` })
  const [header = [], ...rows] = parseCsv(body)
  return { header, rows }
}

/** The cells of a CSV line with these values. */
const cellsOf = (values: Json[]): string[] => parseCsv(csvLine(values))[0] ?? []

describe('visibleColumns', () => {
  const columns = [
    ...['id', 'name', 'certainty'].map((name) => flatColumn(name)),
    { ...flatColumn('next_id'), property: 'next', needsValidAt: true as const },
    sourcesColumn('sources', 'evidence', ''),
  ]

  it.each([
    [{}, ['id', 'name', 'certainty', 'sources']],
    [{ valid_at: '2018' }, ['id', 'name', 'certainty', 'next_id', 'sources']],
    [{ fields: ['name'] }, ['id', 'name', 'certainty']],
    [{ fields: ['next'], valid_at: '2018' }, ['id', 'certainty', 'next_id']],
    [{ fields: ['name'], evidence: 'full' as const }, ['id', 'name', 'certainty', 'sources']],
    [{ evidence: 'none' as const }, ['id', 'name', 'certainty']],
  ])('returns for %j the columns %j', (query, names) => {
    expect(visibleColumns(columns, query).map(({ name }) => name)).toEqual(names)
  })
})

describe('sourcesColumn', () => {
  it('has the ids of the sources of the selected claims, each once, sorted', () => {
    const { cell } = sourcesColumn('sources', 'evidence', '', ({ stance }) => stance === 'agrees')
    const evidence = [
      { source: 'b', stance: 'agrees' },
      { source: 'a', stance: 'agrees' },
      { source: 'b', stance: 'agrees' },
      { source: 'c', stance: 'disagrees' },
    ]
    expect(cell({ evidence })).toBe('a b')
    expect(cell({})).toBe('')
  })
})

describe.each(resourceTypes)('GET /v1/$name as CSV', ({ name }) => {
  it('has the fields of each record, each label beside its field', async () => {
    const { header, rows } = await tableOf(`/v1/${name}?evidence=none`)
    const { data } = await get(app, `/v1/${name}?limit=500&evidence=none`)
    const names = Object.keys(data[0])
    const fields = names.filter((field) => !isLabelName(field, data[0]))
    const besideFields = fields.flatMap((field) => [field, labelNameOf(field)])
    expect(header).toEqual(besideFields.filter((field) => names.includes(field)))
    expect(rows).toEqual(data.map((record: Json) => cellsOf(header.map((field) => record[field]))))
  })

  it('has the sources that agree and those that disagree in its last columns', async () => {
    const { header, rows } = await tableOf(`/v1/${name}?evidence=full`)
    expect(header.slice(-2)).toEqual(['sources', 'dissenting'])
    const { data } = await get(app, `/v1/${name}?limit=500`)
    const sourcesWith = ({ evidence }: Json, stance: string) => {
      const claims = evidence.filter((claim: Json) => claim.stance === stance)
      return [...new Set(claims.map(({ source }: Json) => source))].sort().join(' ')
    }
    expect(rows.map((row) => row.slice(-2))).toEqual(
      data.map((record: Json) => [sourcesWith(record, 'agrees'), sourcesWith(record, 'disagrees')]),
    )
  })
})

describe.each(collections)('GET /v1/$name with valid_at as CSV', ({ name, list }) => {
  it('has the certainty, and the fields of neighbouring statements in flat columns', async () => {
    if (list.validTime === null) return
    for (const valid_at of ['1960/..', '1970', '2003-06']) {
      const { header, rows } = await tableOf(`/v1/${name}?evidence=none&valid_at=${valid_at}`)
      const { data } = await get(app, `/v1/${name}?limit=500&evidence=none&valid_at=${valid_at}`)
      expect(header).toContain('certainty')
      if (valid_at === '1960/..') expect(rows.length).toBeGreaterThan(0)
      const valueOfColumn = (record: Json, column: string) => {
        if (column in record) return record[column]
        const [, neighbour = '', field = ''] = /^(next|previous)_(.*)$/.exec(column) ?? []
        return record[neighbour]?.[field]
      }
      expect(rows).toEqual(
        data.map((record: Json) => cellsOf(header.map((column) => valueOfColumn(record, column)))),
      )
    }
  }, 60_000)
})

describe('GET /v1/members as CSV', () => {
  it('is a table as in RFC 4180', async () => {
    const url = '/v1/members?role=applicant&organization=iom&format=csv&evidence=none'
    const { body, headers } = await app.inject({ url })
    expect(headers['content-type']).toBe('text/csv; charset=utf-8; header=present')
    expect(body).toBe(
      'id,organization,organization_label,body,body_label,name,kind,kind_label,country,country_label,' +
        'subdivision,subdivision_label,member_organization,member_organization_label,role,role_label,' +
        'start,end,end_reason,end_reason_label,attested,party,status,known_from,known_to\r\n' +
        'iom-applicant-lebanon,iom,International Organization for Migration,,,Lebanon,,,LB,Lebanon,,,,,' +
        'applicant,Applicant,,,,,2019-11-26,LB,ongoing,2019-11-26,\r\n',
    )
  })
})

describe('GET /v1/member_counts as CSV', () => {
  it('has the requested fields of the next statement', async () => {
    const query = 'organization=iom&category=member_states&valid_at=2012-06-01'
    const url = `/v1/member_counts?${query}&fields=count,next&evidence=none&format=csv`
    expect((await app.inject({ url })).body).toBe(
      'id,count,certainty,next_id,next_count,next_qualifier,next_date\r\n' +
        'iom-member-states-2011-12-05,146,carried,iom-member-states-2012-11-14,146,exact,2012-11-14\r\n',
    )
  })
})

describe('GET /v1/publications as CSV', () => {
  it('guards a title that a spreadsheet would run as a formula', async () => {
    const url = '/v1/publications?format=csv&fields=title&evidence=none&limit=all'
    expect((await app.inject({ url })).body).toContain("example-formula,'=1+1\r\n")
  })
})
