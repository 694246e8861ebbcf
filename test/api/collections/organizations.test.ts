import { describe, expect, it } from 'vitest'
import { appOf, fixtureApp, get, type Json } from '../../support/app.ts'

const app = await fixtureApp()

describe('GET /v1/organizations', () => {
  it('returns the newest name, acronym and headquarters without valid_at', async () => {
    const fields = 'name,name_language,acronym,headquarters_city,headquarters_country'
    const { data } = await get(app, `/v1/organizations?evidence=none&fields=${fields}`)
    const names = ['id', ...fields.split(',')]
    const rows = data.map((record: Json) => names.map((name) => record[name]))
    expect(rows).toEqual([
      ['african-union', 'African Union', 'en', 'AU', 'Addis Ababa', 'ET'],
      ['example-acquiring-company', 'Example Holdings (test fixture)', 'en', null, null, null],
      ['example-association', 'Example Association (test fixture)', 'mul', 'EXA', null, null],
      ['example-foundation', 'Example Foundation (test fixture)', 'en', 'EXF', 'Sample Bay', 'BV'],
      ['example-merged-company', 'Example Industries (test fixture)', 'en', 'EXI', null, null],
      [
        ...['example-town-council', 'Example Town Council (test fixture)', 'en', 'EXTC'],
        ...['Harbour Exampleville', 'AQ'],
      ],
      [
        ...['example-union', 'Example Union (test fixture)', 'en', 'EXU'],
        ...['New Exampleville, "Harbour"', 'AQ'],
      ],
      ['fifa', 'Fédération Internationale de Football Association', 'fr', 'FIFA', 'Zürich', 'CH'],
      ['iom', 'International Organization for Migration', 'en', 'IOM', 'Geneva', 'CH'],
      [
        ...['organization-of-african-unity', 'Organization of African Unity', 'en', 'OAU'],
        ...['Addis Ababa', null],
      ],
    ])
  })

  it('returns the organizations that existed at valid_at, with their names of that time', async () => {
    const { data } = await get(app, '/v1/organizations?valid_at=1960&evidence=none')
    expect(data.map(({ id, name }: Json) => [id, name])).toEqual([
      ['example-union', 'Example Union of "Nowhere"'],
      ['fifa', 'Fédération Internationale de Football Association'],
      ['iom', 'Intergovernmental Committee for European Migration'],
    ])
  })

  it('is sorted by the names in the requested language', async () => {
    const idsBy = async (lang: string) =>
      (await get(app, `/v1/organizations?sort=name&lang=${lang}&evidence=none`)).data.map(
        ({ id }: Json) => id,
      )
    const [first, ...others] = await idsBy('en')
    expect([first, others.at(-1)]).toEqual(['african-union', 'organization-of-african-unity'])
    const french = await idsBy('fr')
    expect([french[0], french.at(-1)]).toEqual(['example-town-council', 'african-union'])
  })

  it('returns 400 for a cursor of a list in another language', async () => {
    const { page } = await get(app, '/v1/organizations?sort=name&limit=1')
    const response = await app.inject({ url: `${page.next}&lang=fr` })
    expect(response.statusCode).toBe(400)
    expect(response.json().errors).toMatchObject([{ parameter: 'cursor' }])
  })

  it('returns 400 for a language that is no BCP 47 tag, and for lang where nothing depends on it', async () => {
    for (const [url, message] of [
      ['organizations?lang=english', /^expected a BCP 47 language tag such as en or zh-Hant/],
      ['organizations/iom?lang=english', /^expected a BCP 47 language tag such as en or zh-Hant/],
      ['claims?lang=fr', /^unknown parameter$/],
    ] as const) {
      const response = await app.inject({ url: `/v1/${url}` })
      expect(response.statusCode).toBe(400)
      expect(response.json().errors).toMatchObject([{ parameter: 'lang' }])
      expect(response.json().errors[0].message).toMatch(message)
    }
  })

  it('has the claims of the names and locations as evidence, each with its record', async () => {
    const { data } = await get(app, '/v1/organizations?fields=name,headquarters_city')
    const { evidence } = data.find(({ id }: Json) => id === 'example-union')
    const claims = evidence.map(({ field, record, source, stance, value = null }: Json) => [
      ...[field, record, source, stance, value],
    ])
    const [name, place] = ['example-union-name-current', 'example-union-headquarters']
    expect(claims).toEqual([
      ['name', name, 'example-union-protocol-1995', 'agrees', null],
      ['name', name, 'example-union-handbook-2021', 'agrees', null],
      ['headquarters_city', place, 'example-union-protocol-1995', 'agrees', null],
      ['headquarters_city', place, 'example-union-charter-1960', 'disagrees', 'Old Exampleville'],
    ])
  })

  it('returns under its id an organization without names, and null for what is not known', async () => {
    const nameless = await appOf({
      'a.yaml': `source: { id: act, title: Act, kind: primary, published: 1960, published_basis: stated }
organizations: [{ id: nameless, at: 1, founded: 1951 }]
`,
    })
    const { data } = await get(nameless, '/v1/organizations')
    expect(data).toMatchObject([
      {
        ...{ id: 'nameless', name: 'nameless', name_language: null, acronym: null },
        ...{ headquarters_city: null, headquarters_country: null },
      },
    ])
    expect(data[0].evidence.map(({ field }: Json) => field)).toEqual(['founded'])
    const { body } = await nameless.inject({ url: '/v1/organizations?format=csv&evidence=none' })
    expect(body).toBe(
      'id,kind,kind_label,founded,dissolved,end_reason,end_reason_label,website,legal_basis,' +
        'juridical_personality,status,name,name_language,name_language_label,acronym,headquarters_city,' +
        'headquarters_country,headquarters_country_label,known_from,known_to\r\n' +
        'nameless,,,1951,,,,,,,ongoing,nameless,,,,,,,1960-12-31,\r\n',
    )
  })
})
