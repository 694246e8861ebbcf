import { LRUCache } from 'lru-cache'
import { describe, expect, it } from 'vitest'
import type { Collection } from '../../src/api/collection.ts'
import { createCollectionService } from '../../src/api/collection-service.ts'
import { collections } from '../../src/api/collections/index.ts'
import type { ListQuery } from '../../src/api/query-parameters.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { ProblemError } from '../../src/http/problem.ts'
import { UnknownIdError } from '../../src/query/errors.ts'
import type { SourceSummary } from '../../src/query/release.ts'
import { openRelease } from '../../src/query/release.ts'
import { fixtureRelease as release } from '../query/fixture-release.ts'
import { type RecordedStatement, recordStatements, tablesOf } from '../query/recorded-statements.ts'
import { FIXTURE, loadFolder } from '../support/app.ts'
import { requiredQuery as requiredParameters } from '../support/required-query.ts'

function collectionOf(name: string): Collection {
  const collection = collections.find((one) => one.name === name)
  if (collection === undefined) throw new Error(`There is no collection ${name}.`)
  return collection
}

/** Parameters that the list needs, and the value that request validation gives to `include`. */
const requiredQuery = ({ name, list }: Collection): ListQuery => ({
  ...requiredParameters(name),
  ...('include' in list.filters && { include: 'none' }),
})

/** The statements of a page. No source is cached. */
function statementsOf(collection: Collection, query: ListQuery): RecordedStatement[] {
  const uncached = { ...release, sourceSummaries: new LRUCache<string, SourceSummary>({ max: 1 }) }
  return recordStatements(uncached, (recording) => {
    createCollectionService(recording, collection).page({ ...requiredQuery(collection), ...query })
  })
}

describe.each(collections)('the service of $name', (collection) => {
  const service = createCollectionService(release, collection)
  const query = requiredQuery(collection)
  const isResource = resourceTypes.some(({ name }) => name === collection.name)
  const bare: ListQuery = isResource ? { ...query, evidence: 'none' } : query

  it('returns pages of 50 records unless the request has another limit', () => {
    const { data, page } = service.page(query)
    expect(page.limit).toBe(50)
    expect(data).toHaveLength(Math.min(50, page.total))
  })

  it('returns a cursor that continues the list, and null on the last page', () => {
    const whole = service.page({ ...bare, limit: 500 })
    const limit = Math.ceil(whole.data.length / 2)
    const first = service.page({ ...bare, limit })
    const second = service.page({ ...bare, limit: 500, cursor: String(first.page.next) })
    expect([...first.data, ...second.data].slice(0, 500)).toEqual(whole.data)
    expect(whole.page.next === null).toBe(whole.page.total <= 500)
  })

  it('streams with limit=all every record in chunks, and otherwise the page', () => {
    const { total } = service.page(bare).page
    const all = service.stream({ ...bare, limit: 'all' })
    const chunks = [...all.chunks]
    expect(chunks.flat()).toHaveLength(total)
    for (const chunk of chunks) expect(chunk.length).toBeLessThanOrEqual(100)
    expect(all.next).toBeNull()
    const some = service.stream({ ...bare, limit: 2 })
    const { data, page } = service.page({ ...bare, limit: 2 })
    expect([...some.chunks].flat()).toEqual(data)
    expect(some.next).toBe(page.next)
  })

  it('returns each record as the text of a JSON object with its id first', () => {
    for (const text of service.page(query).data) {
      const record = JSON.parse(text)
      expect(Object.keys(record)[0]).toBe('id')
      expect(JSON.stringify(record)).toBe(text)
    }
  })

  it('throws for a page with limit=all, because only a stream has no limit', () => {
    expect(() => service.page({ ...query, limit: 'all' })).toThrow(
      'limit: `all` requires format=csv or ndjson; JSON has pages',
    )
  })

  it('throws for certainty without valid_at', () => {
    for (const read of [service.page, service.stream])
      expect(() => read({ ...query, certainty: 'definite' })).toThrow(ProblemError)
  })

  it('returns an item equal to the record in the list, and throws for an unknown id', () => {
    if (collection.schemas.item === null) return
    for (const text of service.page({ ...query, limit: 10 }).data)
      expect(service.item(JSON.parse(text).id, {}).data).toBe(text)
    expect(() => service.item('no-such-id', {})).toThrow(UnknownIdError)
  })

  it('needs no more queries for many records than for few', () => {
    // A page of derived records reads each resource type that it has records of.
    const others = isResource ? 4 : 2 * resourceTypes.length + 5
    // The name, the acronym and the headquarters of organizations are two more queries each.
    const limit = collection.name === 'organizations' ? 10 : others
    expect(statementsOf(collection, { limit: 500 }).length).toBeLessThanOrEqual(limit)
  })
})

describe('the service of leadership', () => {
  const tables = (query: ListQuery) =>
    statementsOf(collectionOf('leadership'), { fields: ['start'], limit: 500, ...query }).map(
      (statement) => [...tablesOf(statement)].filter((table) => table !== 'json_each').sort(),
    )

  it('reads the JSON of the versions, and sources only if evidence is requested', () => {
    expect(tables({ evidence: 'none' })).toEqual([['leadership', 'version_json']])
    expect(tables({ evidence: 'full' })).toEqual([['leadership', 'version_json'], ['sources']])
  })
})

describe('a version without JSON', () => {
  it('is an error, not a missing record', () => {
    const { db } = loadFolder(FIXTURE)
    db.exec("DELETE FROM version_json WHERE record = 'amy-pope'")
    const service = createCollectionService(openRelease(db), collectionOf('people'))
    expect(() => service.page({})).toThrow('people amy-pope has no JSON.')
    expect(() => service.item('amy-pope', {})).toThrow('people amy-pope has no JSON.')
    db.close()
  })
})
