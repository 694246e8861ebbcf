import { describe, expect, it } from 'vitest'
import { collections } from '../../src/api/collections/index.ts'
import { ALLOWED_DATES } from '../../src/domain/edtf.ts'
import { fixtureApp, get, type Json } from '../support/app.ts'
import { requiredQuery } from '../support/required-query.ts'

const app = await fixtureApp()

async function errorsOf(url: string): Promise<Json[]> {
  const response = await app.inject({ url })
  expect(response.statusCode, url).toBe(400)
  return response.json().errors
}

/** The URL of a list with the parameters that it needs. */
function listUrl(name: string, query: Record<string, string>): string {
  const q = requiredQuery(name)
  return `/v1/${name}?${new URLSearchParams({ ...q, ...query })}`
}

describe('GET /v1/leadership with valid_at', () => {
  it.each([
    ['2018-13', "'2018-13' is not a date"],
    ['2019/2018', 'the interval ends before it begins'],
    ['2018-21', 'seasons are not supported; write an interval of months'],
    ['2018?', '? ~ and % are not supported; write an interval'],
    ['2018-02-30', "'2018-02-30' is not a calendar date"],
    ['', "'' is not a date"],
  ])('returns 400 for %j: %s', async (valid_at, reason) => {
    const url = `/v1/leadership?${new URLSearchParams({ valid_at })}`
    expect(await errorsOf(url)).toEqual([
      { parameter: 'valid_at', value: valid_at, message: `${reason}; expected ${ALLOWED_DATES}` },
    ])
  })

  it('returns 400 for an item, and names the list', async () => {
    const [error] = await errorsOf('/v1/leadership/iom-director-general-swing?valid_at=2018')
    expect(error).toMatchObject({
      parameter: 'valid_at',
      message: 'only supported on lists; use /v1/leadership?valid_at=',
    })
  })
})

describe.each(collections)('GET /v1/$name', ({ name, list, schemas }) => {
  it('returns 400 for valid_at and certainty if it has no valid time', async () => {
    if (list.validTime !== null) return
    expect(await errorsOf(listUrl(name, { valid_at: '2018' }))).toMatchObject([
      {
        parameter: 'valid_at',
        message: 'not supported: this resource has no valid time; use known_at',
      },
    ])
    expect(await errorsOf(listUrl(name, { certainty: 'definite' }))).toMatchObject([
      { parameter: 'certainty', message: 'requires valid_at, which is not supported here' },
    ])
  })

  it('returns 400 for certainty without valid_at, and for a certainty that it cannot have', async () => {
    if (list.validTime === null) return
    const { certainties } = list.validTime
    expect(await errorsOf(listUrl(name, { certainty: 'definite' }))).toEqual([
      {
        parameter: 'certainty',
        value: 'definite',
        message: 'requires valid_at: certainty is about that time',
      },
    ])
    for (const certainty of ['definite', 'possible', 'carried', 'certain']) {
      const url = listUrl(name, { valid_at: '2018', certainty })
      if ((certainties as readonly string[]).includes(certainty)) await get(app, url)
      else
        expect(await errorsOf(url)).toMatchObject([
          { parameter: 'certainty', allowed: certainties },
        ])
    }
  })

  it('returns 400 for as_of, and explains valid_at and known_at', async () => {
    for (const parameter of ['as_of', 'asOf']) {
      const [error] = await errorsOf(listUrl(name, { [parameter]: '2018' }))
      expect(error).toMatchObject({
        parameter,
        message:
          'ambiguous; use valid_at (when something was true) or known_at (what documents published by a day stated)',
      })
    }
  })

  it('returns 400 for a known_at that is neither a day nor a source, for lists and items', async () => {
    for (const known_at of ['2020-13-01', '2020-02-30', '2020-13', 'yesterday', 'iom', '']) {
      const query = new URLSearchParams({ known_at })
      for (const url of [
        listUrl(name, { known_at }),
        ...(schemas.item ? [`/v1/${name}/x?${query}`] : []),
      ])
        expect(await errorsOf(url)).toMatchObject([{ parameter: 'known_at', value: known_at }])
    }
    const [error] = await errorsOf(listUrl(name, { known_at: 'denmark-mision-2020' }))
    expect(error.suggestion).toBe('denmark-mission-2020')
  })

  it('returns for known_at with the id of a source what it returns for the day of that source', async () => {
    const bySource = await get(app, listUrl(name, { known_at: 'denmark-mission-2020' }))
    expect(bySource).toEqual({
      ...(await get(app, listUrl(name, { known_at: '2020-05-31' }))),
      page: { ...bySource.page },
    })
    expect(bySource.meta.known_at).toBe('2020-05-31')
  })

  it('returns an empty list at a knowledge time before the first source, and all reference data', async () => {
    const { data, page } = await get(app, listUrl(name, { known_at: '1950-01-01' }))
    if (['codes', 'completeness'].includes(name))
      expect([data, page.total]).toEqual([data, (await get(app, listUrl(name, {}))).page.total])
    else expect([data, page.total]).toEqual([[], 0])
  })
})
