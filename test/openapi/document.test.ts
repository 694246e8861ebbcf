import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it, onTestFinished } from 'vitest'
import { compareDocuments } from '../../openapi/compare.ts'
import { collections } from '../../src/api/collections/index.ts'
import { buildApp } from '../../src/server/app.ts'
import { FIXTURE, get, type Json, loadFolder, ROOT, temporaryFolder } from '../support/app.ts'
import { LEAGUE } from '../support/league-seed.ts'
import { document, documentText, operations } from './made-document.ts'

const committed = readFileSync(join(ROOT, 'openapi/openapi.json'), 'utf8')

/** An app over seed files that makes its API document from the routes, and its document. */
async function generatedDocument(folder: string) {
  const app = await buildApp({ db: loadFolder(folder).db, generatesApiDocument: true })
  onTestFinished(() => app.close())
  return get(app, '/openapi.json')
}

describe('the API document', { timeout: 120_000 }, () => {
  it('is the committed one; otherwise `npm run openapi` writes it', () => {
    if (documentText !== committed) expect.fail(compareDocuments(committed, documentText).report)
  })

  it('is made the same when other data is served', async () => {
    const folder = temporaryFolder({ 'league.yaml': LEAGUE })
    expect(await generatedDocument(folder)).toEqual(await generatedDocument(FIXTURE))
  })

  it('is served as committed, with the base URL as the server, when other data is served', async () => {
    const { db } = loadFolder(temporaryFolder({ 'league.yaml': LEAGUE }))
    const app = await buildApp({ db, baseUrl: 'https://facts.example' })
    onTestFinished(() => app.close())
    const servers = [{ url: 'https://facts.example' }]
    expect(await get(app, '/openapi.json')).toEqual({ ...JSON.parse(committed), servers })
  })

  it('has fewer than 500 kB without spaces', () => {
    expect(JSON.stringify(document).length).toBeLessThan(500_000)
  })

  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator()
    const { valid, errors } = await validator.validate(structuredClone(document))
    expect(errors).toBeUndefined()
    expect(valid).toBe(true)
    expect(validator.version).toBe('3.1')
  })

  it('has an operation for each list and for each item', () => {
    const paths = collections.flatMap(({ name, schemas }) => [
      `/v1/${name}`,
      ...(schemas.item === null ? [] : [`/v1/${name}/{id}`]),
    ])
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(paths))
  })

  it('names its components in upper camel case, each differently', () => {
    const names = Object.values<Json>(document.components).flatMap(Object.keys)
    expect(names.filter((name) => !/^[A-Z][A-Za-z]+$/.test(name))).toEqual([])
    expect(new Set(names).size).toBe(names.length)
  })

  it('has a different id for each operation', () => {
    const ids = operations.map(([, { operationId }]) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
  })
})
