import { createHash } from 'node:crypto'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { nouns } from '../src/facts/index.ts'
import { appOf, folderOf, get, type Json, loaded, testApp } from './helper.ts'

const app = await testApp()

/** Accounts of one organization by sources of several standings, which contradict one another. */
function account(id: string, kind: string, published: string, said: string): string {
  return `source: { id: ${id}, title: A page, kind: ${kind}, published: ${published}, published_basis: stated }
about: league
${said}
---
`
}
const league = (fields: string) => `organizations: [{ id: league, at: 1, ${fields} }]`
const DISPUTED = {
  'all.yaml': [
    account('act', 'primary', '1960', league('name: League, founded: 1951')),
    account(
      'mission-2015',
      'government',
      '2015',
      league('name: Old League, founded: 1951-12, headquarters_city: Bern'),
    ),
    account(
      'mission-2020',
      'government',
      '2020',
      league('name: Old League, headquarters_city: Geneva'),
    ),
    account('atlas-a', 'dataset', '2021', league('name: League, website: "https://a.example"')),
    account('atlas-b', 'dataset', '2021', league('name: League, website: "https://b.example"')),
    account('wiki', 'reference', '2022', league('name: League, founded: 1953')),
  ]
    .join('')
    .replace(/---\n$/, ''),
}

describe('/v1/disputes', () => {
  it('tells what is served, by which step of the rule, and who says otherwise where', async () => {
    const disputed = await appOf(DISPUTED)
    const { data, sources } = await get(disputed, '/v1/disputes')
    expect(
      data.map(({ field, value, decided_by, dissent }: Json) => [
        field,
        value,
        decided_by,
        dissent.map(({ source, value, outvoted_by }: Json) => `${source} ${value} ${outvoted_by}`),
      ]),
    ).toEqual([
      ['founded', '1951-12', 'standing', ['wiki 1953 standing']],
      ['headquarters_city', 'Geneva', 'recency', ['mission-2015 Bern recency']],
      [
        'name',
        'League',
        'standing',
        ['mission-2020 Old League standing', 'mission-2015 Old League standing'],
      ],
      ['website', 'https://a.example', 'source_id', ['atlas-b https://b.example source_id']],
    ])
    const [founded] = data
    expect(founded.explanation).toBe('A source of higher standing is served.')
    expect(founded.evidence.map(({ source, stance }: Json) => `${source} ${stance}`)).toEqual([
      'act coarser',
      'mission-2015 agrees',
    ])
    expect(Object.keys(sources)).toContain('wiki')
  })

  it('obeys known_at: before the dissent was heard there is no dispute', async () => {
    const disputed = await appOf(DISPUTED)
    const fields = async (known_at: string) =>
      (await get(disputed, `/v1/disputes?known_at=${known_at}`)).data.map(
        ({ field }: Json) => field,
      )
    expect(await fields('1960-12-31')).toEqual([])
    expect(await fields('2015-12-31')).toEqual(['name'])
    expect(await fields('mission-2020')).toEqual(['headquarters_city', 'name'])
  })

  it('is narrowed by organization, noun, field and dissenting source', async () => {
    const disputed = await appOf(DISPUTED)
    const fields = async (query: string) =>
      (await get(disputed, `/v1/disputes?${query}`)).data.map(({ field }: Json) => field)
    expect(await fields('organization=league&noun=organizations&field=name')).toEqual(['name'])
    expect(await fields('source=atlas-b')).toEqual(['website'])
    expect(await fields('source=act')).toEqual([])
    expect(await fields('organization=other')).toEqual([])
  })

  it('of the real documents is that a page still counts an organ that had ended', async () => {
    const { data } = await get(app, '/v1/disputes')
    expect(data.map(({ id, decided_by }: Json) => [id, decided_by])).toEqual([
      ['iom-executive-committee.attested', 'period'],
    ])
    expect(data[0].evidence).toMatchObject([
      { field: 'abolished', source: 'iom-constitution-page' },
    ])
    expect((await get(app, '/v1/disputes?known_at=2025-12-31')).data).toEqual([])
  })

  it('shows slips that were set aside only where they are asked for', async () => {
    const { data } = await get(app, '/v1/disputes?include=set_aside')
    expect(data.map(({ id, decided_by }: Json) => [id, decided_by])).toEqual([
      ['antonio-vitorino.name', 'set_aside'],
      ['iom-executive-committee.attested', 'period'],
      ['iom-name-icm.acronym', 'set_aside'],
      ['new-york-declaration.title', 'set_aside'],
    ])
  })
})

describe('/v1/changes', () => {
  it('tells for each heard day, oldest first, what its documents changed', async () => {
    const { data } = await get(app, '/v1/changes')
    expect(data.map(({ id, heard }: Json) => [id, heard])).toEqual([
      ['2015-11-27', ['ukraine-mission-2014']],
      ['2016-09-19', ['un-resolution-71-1']],
      ['2019-11-26', ['iom-council-110-release']],
      ['2020-05-31', ['denmark-mission-2020']],
      ['2025-01-10', ['exam-notes-2025']],
      [
        '2026-11-22',
        ['icm-statement-1983', 'iom-constitution-page', 'iom-website-banner', 'logo-catalogue'],
      ],
    ])
    const known = data.flatMap(({ became_known }: Json) => became_known)
    const totals = await Promise.all(
      nouns.map(async ({ name }) => (await get(app, `/v1/${name}`)).page.total),
    )
    expect(known).toHaveLength(totals.reduce((a, b) => a + b, 0))
  })

  it('tells values before and after, derived ones too', async () => {
    const { data } = await get(app, '/v1/changes/2020-05-31')
    const of = (record: string) =>
      data.changed
        .filter((change: Json) => change.record === record)
        .map(({ field, before, after }: Json) => [field, before, after])
    expect(of('iom-director-general-vitorino')).toEqual([
      ['start', null, '2018-10'],
      ['attested', '2019-11-26', '2020-05'],
    ])
    expect(of('iom-director-general-swing')).toEqual([['end', '../2019-11-26', '../2018-10']])
  })

  it('tells which claims were outvoted: the old by the new, and the new by the old', async () => {
    const disputed = await appOf(DISPUTED)
    const { data } = await get(disputed, '/v1/changes')
    expect(
      data.map(({ id, outvoted }: Json) => [
        id,
        outvoted.map(({ source, field }: Json) => `${source} ${field}`),
      ]),
    ).toEqual([
      ['1960-12-31', []],
      ['2015-12-31', ['mission-2015 name']],
      ['2020-12-31', ['mission-2015 headquarters_city', 'mission-2020 name']],
      ['2021-12-31', ['atlas-b website']],
      ['2022-12-31', ['wiki founded']],
    ])
  })

  it('takes since and until, and known_at', async () => {
    const days = async (query: string) =>
      (await get(app, `/v1/changes?${query}`)).data.map(({ id }: Json) => id)
    expect(await days('since=2019&until=2020')).toEqual(['2019-11-26', '2020-05-31'])
    expect(await days('since=2020-06&known_at=2025-12-31')).toEqual(['2025-01-10'])
    expect((await app.inject({ url: '/v1/changes?since=soon' })).statusCode).toBe(400)
  })
})

describe('/v1/claims', () => {
  it('has every claim at a path of its own, with its stance then', async () => {
    const { data } = await get(app, '/v1/claims?record=iom-executive-committee&field=attested')
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

describe('/v1/search', () => {
  const found = async (q: string, more = '') => {
    const { data } = await get(app, `/v1/search?q=${encodeURIComponent(q)}${more}`)
    return data.map(({ id }: Json) => id)
  }

  it.each([
    ['Vitrino', 'antonio-vitorino'],
    ['antonio', 'antonio-vitorino'],
    ['VITORINO', 'antonio-vitorino'],
    ['vitor', 'antonio-vitorino'],
    ['icem', 'iom-name-icem'],
    ['Provisional movement migrants', 'iom-name-picmme'],
    ['marrakech', 'global-compact-for-migration'],
    ['A/RES/71/1', 'new-york-declaration'],
    ['diasporas', 'iom-focus-08'],
    ['on refugees', 'global-compact-on-refugees'],
  ])('finds by “%s” %s', async (q, id) => {
    expect(await found(q)).toContain(id)
  })

  it('shows the words, the record by its own name, and the way to it', async () => {
    const { data } = await get(app, '/v1/search?q=vitrino')
    expect(data).toMatchObject([
      {
        id: 'antonio-vitorino',
        label: 'António Vitorino',
        href: '/v1/people/antonio-vitorino',
        highlight: 'António <mark>Vitrino</mark>',
        source: 'denmark-mission-2020',
      },
    ])
  })

  it('leads to the claims of what is not served', async () => {
    const { data } = await get(app, '/v1/search?q=united+nations&noun=relations')
    const slip = data.find(({ id }: Json) => id === 'iom-un-dependent')
    expect(slip.href).toBe('/v1/claims?record=iom-un-dependent')
    expect((await get(app, slip.href)).data.length).toBeGreaterThan(0)
  })

  it('is ranked, and narrowed by noun and organization', async () => {
    const { data } = await get(app, '/v1/search?q=council')
    const scores = data.map(({ score }: Json) => score)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
    expect(await found('council', '&noun=bodies')).toEqual(['iom-council'])
    expect(await found('council', '&organization=iom&noun=bodies')).toEqual(['iom-council'])
    expect(await found('council', '&organization=who')).toEqual([])
  })

  it('obeys known_at', async () => {
    expect(await found('vitorino', '&known_at=2016-01-01')).toEqual([])
    expect(await found('vitrino', '&known_at=2019-12-31')).toEqual([])
  })

  it('escapes what documents say, so that it can be shown as HTML', async () => {
    const hostile = await appOf({
      'a.yaml': account(
        's',
        'press',
        '2020',
        league('name: "<script>alert(1)</script> & Co"'),
      ).replace('---\n', ''),
    })
    const { data } = await get(hostile, '/v1/search?q=alert')
    expect(data[0].highlight).toBe('&lt;script&gt;<mark>alert</mark>(1)&lt;/script&gt; &amp; Co')
  })

  it.each([
    '"',
    '""" OR',
    'NEAR(',
    'name: x',
    'a* b*',
    '-x',
    '^x',
    '(',
    "';--",
    '\u0000iom',
    '{a b} : c',
    'AND',
    'x\u202e',
  ])('takes %j as plain words or refuses it, and never breaks', async (q) => {
    const response = await app.inject({ url: `/v1/search?q=${encodeURIComponent(q)}` })
    expect([200, 400]).toContain(response.statusCode)
  })

  it.each([
    ['', 'q'],
    ['q=', 'q'],
    ['q=%22%22', 'q'],
    [`q=${'x'.repeat(201)}`, 'q'],
    ['q=a&q=b', 'q'],
    ['q=a&valid_at=2018', 'valid_at'],
  ])('refuses ?%s', async (query, parameter) => {
    const response = await app.inject({ url: `/v1/search?${query}` })
    expect(response.statusCode).toBe(400)
    expect(response.json().errors[0].parameter).toBe(parameter)
  })
})

describe('/v1/dataset', () => {
  it('tells the release, what it holds, its licence, and what can be taken away', async () => {
    const { data, meta } = await get(app, '/v1/dataset')
    expect(data.release).toBe(meta.release)
    expect(data).toMatchObject({
      first_known: '2015-11-27',
      last_known: '2026-11-22',
      sources: 9,
      license: 'CC0-1.0',
    })
    for (const { name } of nouns) {
      const { page } = await get(app, `/v1/${name}?limit=1`)
      const claims = await get(app, `/v1/claims?noun=${name}&limit=1`)
      expect(data.counts[name]).toEqual({ records: page.total, claims: claims.page.total })
    }
    for (const { href, type } of data.downloads) {
      const response = await app.inject({ url: href })
      expect(response.statusCode).toBe(200)
      expect(response.headers['content-type']).toContain(type)
    }
  })

  it('describes as a Data Package tables that are as they are described', async () => {
    const { resources, version } = await get(app, '/v1/dataset/datapackage.json')
    expect(version).toBe((await get(app, '/v1/dataset')).data.release)
    expect(resources.map(({ name }: Json) => name)).toEqual([
      ...nouns.map(({ name }) => name),
      'sources',
    ])
    const ids = new Map<string, Set<string>>()
    const tables = new Map<string, string[][]>()
    for (const { name, path, schema } of resources) {
      const { body } = await app.inject({ url: new URL(path).pathname + new URL(path).search })
      const [header = [], ...rows] = parseCsv(body)
      expect(header).toEqual(schema.fields.map((field: Json) => field.name))
      tables.set(name, rows)
      ids.set(name, new Set(rows.map(([id = '']) => id)))
      expect(ids.get(name)?.size).toBe(rows.length)
    }
    for (const { name, schema } of resources)
      for (const { fields, reference } of schema.foreignKeys) {
        const column = schema.fields.findIndex((field: Json) => field.name === fields[0])
        for (const row of tables.get(name) ?? [])
          if (row[column] !== '') expect(ids.get(reference.resource)).toContain(row[column])
      }
  })

  it('gives every account, which fed back to the loader builds the same release', async () => {
    const { body } = await app.inject({ url: '/v1/dataset/accounts.ndjson' })
    expect(body.trim().split('\n')).toHaveLength(9)
    const again = loaded(folderOf({ 'accounts.ndjson': body }))
    expect(again.loaded.release).toBe((await get(app, '/v1/dataset')).data.release)
  })

  it('gives the database itself', async () => {
    const { rawPayload } = await app.inject({ url: '/v1/dataset/orgfacts.db' })
    const db = new Sqlite(rawPayload)
    expect(db.prepare('SELECT count(*) AS many FROM claims').get()).toEqual({
      many: (await get(app, '/v1/claims')).page.total,
    })
  })

  it.each(['accounts.ndjson', 'orgfacts.db'])(
    'gives %s with a digest, a tag, and in parts',
    async (name) => {
      const url = `/v1/dataset/${name}`
      const whole = await app.inject({ url })
      const digest = createHash('sha256').update(whole.rawPayload).digest('base64')
      expect(whole.headers).toMatchObject({
        'repr-digest': `sha-256=:${digest}:`,
        'accept-ranges': 'bytes',
        'content-length': String(whole.rawPayload.length),
      })
      const { etag } = whole.headers
      const parts = []
      for (const range of ['bytes=0-99', 'bytes=100-20000', 'bytes=20001-']) {
        const part = await app.inject({ url, headers: { range } })
        expect(part.statusCode).toBe(206)
        expect(part.headers['content-range']).toMatch(/^bytes \d+-\d+\/\d+$/)
        parts.push(part.rawPayload)
      }
      expect(Buffer.concat(parts).equals(whole.rawPayload)).toBe(true)
      const same = await app.inject({ url, headers: { 'if-none-match': `"x", W/${etag}` } })
      expect([same.statusCode, same.body]).toEqual([304, ''])
      const beyond = await app.inject({ url, headers: { range: 'bytes=999999999-' } })
      expect([beyond.statusCode, beyond.json().code]).toEqual([416, 'range'])
      const old = await app.inject({ url, headers: { range: 'bytes=0-9', 'if-range': '"old"' } })
      expect(old.statusCode).toBe(200)
      const head = await app.inject({ method: 'HEAD', url })
      expect([head.headers['content-length'], head.body]).toEqual([
        String(whole.rawPayload.length),
        '',
      ])
    },
  )
})

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

/** Rows of CSV as in RFC 4180. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain, end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g,
  )) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end === '\r\n') rows.push([])
  }
  return rows.slice(0, -1)
}
