import { describe, expect, it } from 'vitest'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { fillSentence } from '../../../src/domain/sentence.ts'
import { fixtureApp, get, type Json } from '../../support/app.ts'

const app = await fixtureApp()
const entriesOf = async (query: string): Promise<Json[]> =>
  (await get(app, `/v1/timeline?limit=500&${query}`)).data

describe('GET /v1/timeline', () => {
  it.each([
    ['fifa', 'african-union', 'iom'],
    ['african-union', 'iom', 'fifa'],
  ])(
    'lists each dated field of each record of %s once, in the order of time',
    async (organization) => {
      const entries = await entriesOf(`organization=${organization}&evidence=none`)
      const expected: string[] = []
      for (const { name, sentences = {} } of resourceTypes) {
        const query =
          name === 'organizations' ? `id=${organization}` : `organization=${organization}`
        if (Object.keys(sentences).length === 0) continue
        const { data } = await get(app, `/v1/${name}?limit=500&evidence=none&${query}`)
        for (const record of data)
          for (const field of Object.keys(sentences))
            if (record[field] !== null) expected.push(`${record.id}.${field}`)
      }
      expect(entries.map(({ id }) => id).toSorted()).toEqual(expected.sort())
      const exact = entries
        .map(({ date }) => date)
        .filter((date) => /^\d{4}-\d{2}-\d{2}$/.test(date))
      expect(exact).toEqual(exact.toSorted())
    },
  )

  it('says what happened, with the record, its URL and the evidence of the date', async () => {
    const entries = await entriesOf('organization=iom&collection=leadership')
    const entry = entries.find(({ id }) => id === 'iom-director-general-vitorino.start')
    const { data } = await get(app, '/v1/leadership/iom-director-general-vitorino')
    expect(entry).toEqual({
      id: 'iom-director-general-vitorino.start',
      collection: 'leadership',
      record: 'iom-director-general-vitorino',
      organization: 'iom',
      field: 'start',
      date: data.start,
      sentence: 'António Vitorino takes office: Director General.',
      href: '/v1/leadership/iom-director-general-vitorino#start',
      evidence: data.evidence.filter(({ field }: Json) => field === 'start'),
    })
  })

  it('selects by time: what may lie in a range, or surely does', async () => {
    const query = 'organization=iom&date_from=2018-06&date_to=2018-12'
    const overlapping = await entriesOf(query)
    const within = await entriesOf(`${query}&range=within`)
    expect(within.length).toBeGreaterThan(3)
    expect(within.length).toBeLessThan(overlapping.length)
    // Swing's last day is open on one side, but he is attested in June.
    for (const { date } of within) expect(date).toMatch(/^(?:\.\.\/)?2018-(?:0[6-9]|1[0-2])/)
  })

  it('has what was known at a knowledge time', async () => {
    const entries = await entriesOf('organization=iom&known_at=2012-01-01&evidence=none')
    expect(entries.map(({ id }) => id)).not.toContain('iom-director-general-vitorino.start')
    expect(entries.length).toBeGreaterThan(5)
  })

  it('has names in the requested language', async () => {
    const [entry] = await entriesOf('organization=african-union&collection=organizations&lang=fr')
    expect(entry?.sentence).toBe('Union africaine was founded.')
  })

  it('is a table in CSV', async () => {
    const { body } = await app.inject({
      url: '/v1/timeline?organization=fifa&format=csv&limit=1&collection=organizations',
    })
    expect(body.split('\r\n')[0]).toBe(
      'id,date,sentence,collection,record,organization,field,href,sources',
    )
  })

  it.each([
    ['', 'organization', 'missing'],
    ['organization=FIFA', 'organization', 'ids have lower-case letters, digits and single hyphens'],
    ['organization=fifa&collection=gaps', 'collection', 'not an allowed value'],
  ])('returns 400 for ?%s', async (query, parameter, message) => {
    const response = await app.inject({ url: `/v1/timeline?${query}` })
    expect(response.statusCode).toBe(400)
    expect(response.json().errors[0]).toMatchObject({ parameter, message })
  })
})

describe('fillSentence', () => {
  it.each([
    ['{name} was founded.', { name: 'X' }, 'X was founded.'],
    [
      '{measure}: {value} {unit}.',
      { measure: 'staff', measure_label: 'Staff', value: 7735, unit: 'persons' },
      'Staff: 7,735 persons.',
    ],
    ['{title|post} begins.', { title: null, post: 'a', post_label: 'Head' }, 'Head begins.'],
    ['{body} meets[: session {number}].', { body: 'council', number: null }, 'Council meets.'],
    [
      '{body} meets[: session {number}].',
      { body: 'council', number: 9 },
      'Council meets: session 9.',
    ],
  ])('fills %s with %j', (template, record, sentence) => {
    expect(fillSentence(template, record)).toBe(sentence)
  })

  it.each(
    resourceTypes.flatMap(({ name, sentences = {}, fields, computed = {}, derived = {} }) =>
      Object.entries(sentences).map(([field, template]) => ({
        name,
        field,
        template,
        known: Object.keys({ ...fields, ...derived, ...computed }),
      })),
    ),
  )('$name.$field names fields that exist: $template', ({ field, template, known }) => {
    expect(known).toContain(field)
    for (const [, names = ''] of template.matchAll(/\{([\w|]+)\}/g))
      expect(known).toEqual(expect.arrayContaining(names.split('|')))
  })
})
