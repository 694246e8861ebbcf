import { describe, expect, it } from 'vitest'
import { collections } from '../../../src/api/collections/index.ts'
import { fixtureApp, type Json } from '../../support/app.ts'
import { requiredQuery } from '../../support/required-query.ts'

const app = await fixtureApp()

/** The parts of a response that must not depend on how its URL was written. */
async function responseOf(url: string): Promise<Json> {
  const { statusCode, headers, body } = await app.inject({ url })
  expect(statusCode, `${url} ${body}`).toBe(200)
  return { etag: headers.etag, link: headers.link, body }
}

/** Percent-encodes the first letter of the last segment of a path. */
function encodeLetter(path: string): string {
  const start = path.lastIndexOf('/') + 1
  const code = path.charCodeAt(start).toString(16)
  return `${path.slice(0, start)}%${code}${path.slice(start + 1)}`
}

describe('GET /v1/people/amy-pope as JSON-LD', () => {
  it.each([
    '/v1/%70eople/amy-pope?evidence=full&format=jsonld',
    '/v1/people/%61my-pope?format=jsonld',
    '/v1/people/amy-pope/?format=jsonld',
    '/v1/people/amy-pope?form%61t=json%6cd',
    '/v1/people/amy-pope?format=jsonld&',
  ])('returns for %s the same body, ETag and links', async (url) => {
    const canonical = await responseOf('/v1/people/amy-pope?format=jsonld')
    expect(await responseOf(url)).toEqual(canonical)
    expect(JSON.parse(canonical.body)['@id']).toMatch(/\/v1\/people\/amy-pope\?format=jsonld$/)
  })
})

describe.each(collections)('GET /v1/$name', ({ name, list, parameters, schemas }) => {
  const q = Object.entries(requiredQuery(name))
  const time = list.validTime === null ? [] : [['valid_at', '1960/..']]
  const defaults = [
    ['limit', '50'],
    ['sort', list.defaultSort],
    ...('evidence' in parameters ? [['evidence', 'full']] : []),
    ...('lang' in parameters ? [['lang', 'en']] : []),
    ...(name === 'disputes' ? [['include', 'none']] : []),
  ]
  const write = (pairs: string[][]) => new URLSearchParams(pairs)

  it.each(['json', 'jsonld'])(
    'returns in %s the same body, ETag and links however its URL is written',
    async (format) => {
      const pairs = [...q, ...time, ['known_at', '2026-11-27'], ['format', format]]
      const canonical = await responseOf(`/v1/${name}?${write(pairs)}`)
      for (const url of [
        `/v1/${name}?${write([...pairs, ...defaults].toReversed())}`,
        `${encodeLetter(`/v1/${name}`)}?${write(pairs)}`,
        `/v1/${name}/?${write(pairs)}&`,
      ])
        expect(await responseOf(url), url).toEqual(canonical)
    },
    60_000,
  )

  it.each(['json', 'jsonld'])(
    'returns in %s the same item however its URL is written',
    async (format) => {
      if (schemas.item === null) return
      const { data } = JSON.parse((await responseOf(`/v1/${name}?limit=2`)).body)
      for (const { id } of data) {
        const path = `/v1/${name}/${encodeURIComponent(id)}`
        const canonical = await responseOf(`${path}?format=${format}`)
        const evidence = 'evidence' in parameters ? '&evidence=full' : ''
        expect(await responseOf(`${path}?format=${format}${evidence}`)).toEqual(canonical)
        expect(await responseOf(`${encodeLetter(path)}?format=${format}`)).toEqual(canonical)
      }
    },
    60_000,
  )
})
