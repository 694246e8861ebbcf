import { beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../../src/server/app.ts'
import { FIXTURE, get, type Json, loadFolder } from '../support/app.ts'

/** Every path of the API in a JSON document. */
function apiPaths(json: Json): string[] {
  if (typeof json === 'string')
    return /^\/(?:[\w-]+\/)?(?:v1|docs|openapi)\b/.test(json) ? [json] : []
  if (typeof json !== 'object' || json === null) return []
  return Object.values(json).flatMap(apiPaths)
}

describe('a server whose base URL has a path', () => {
  let app: Awaited<ReturnType<typeof buildApp>>
  beforeAll(async () => {
    app = await buildApp({ db: loadFolder(FIXTURE).db, baseUrl: 'https://example.org/facts' })
    return () => app.close()
  })

  it.each([
    ['/', 'the index'],
    ['/v1/names?limit=1', 'the next page'],
    ['/v1/names?limit=1&format=jsonld', 'the next page in JSON-LD'],
    ['/v1/search?q=vitorino', 'the record of a hit'],
    ['/v1/sources', 'the claims of a source'],
    ['/v1/organizations/iom', 'the links of a profile'],
    ['/v1/dataset', 'the downloads'],
  ])('puts the path before each link of %s: %s', async (url) => {
    const paths = apiPaths(await get(app, url))
    expect(paths).not.toEqual([])
    expect(paths.filter((path) => !path.startsWith('/facts/'))).toEqual([])
  })

  it('puts it into the error for an id of another collection', async () => {
    const response = await app.inject({ url: '/v1/people/iom' })
    expect(response.json().detail).toBe(
      'iom belongs to organizations: see /facts/v1/organizations/iom.',
    )
  })
})
