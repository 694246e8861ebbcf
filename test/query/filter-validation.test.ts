import { describe, expect, it } from 'vitest'
import { collections } from '../../src/api/collections/index.ts'
import { InvalidFilterError } from '../../src/query/errors.ts'
import { ANY_COLLECTION, validateFilters } from '../../src/query/filter-validation.ts'
import { fixtureRelease as release } from './fixture-release.ts'

/** A served record of each collection that filters refer to. */
const IDS: Record<string, string> = {
  organizations: 'iom',
  people: 'amy-pope',
  sources: 'denmark-mission-2020',
  bodies: 'iom-council',
  compacts: 'new-york-declaration',
  appeals: 'example-union-appeal-1960',
  [ANY_COLLECTION]: 'iom-un-dependent',
}

describe.each(collections)('validateFilters of $name', ({ list }) => {
  const references = Object.entries(list.filters).flatMap(([name, { refersTo }]) =>
    refersTo === undefined ? [] : [[name, refersTo] as const],
  )

  it('accepts no filters, and the id of a record', () => {
    expect(errorsOf({})).toEqual([])
    for (const [name, refersTo] of references) {
      expect(Object.keys(IDS)).toContain(refersTo)
      expect(errorsOf({ [name]: IDS[refersTo] }), name).toEqual([])
    }
  })

  it('rejects an id that no record has, with a similar one', () => {
    for (const [parameter, refersTo] of references) {
      const value = `${IDS[refersTo]}x`
      const isAny = refersTo === ANY_COLLECTION
      const message = isAny ? 'no record has this id' : `no record of ${refersTo} has this id`
      const suggestion = isAny ? {} : { suggestion: IDS[refersTo] }
      expect(errorsOf({ [parameter]: value })).toEqual([
        { parameter, value, message, ...suggestion },
      ])
    }
  })

  it('rejects the id of a record of another collection', () => {
    for (const [parameter, refersTo] of references) {
      if (refersTo === ANY_COLLECTION) continue
      const value = 'iom-name-icem'
      expect(errorsOf({ [parameter]: value })).toMatchObject([{ parameter, value }])
    }
  })

  it('rejects a range that ends before it begins, and accepts one of a single day', () => {
    for (const [from, { rangeEnd: to }] of Object.entries(list.filters)) {
      if (to === undefined) continue
      expect(errorsOf({ [from]: '2020-05-31', [to]: '2020-05' })).toEqual([])
      expect(errorsOf({ [from]: '2020' })).toEqual([])
      const message = `the range ends before it begins: ${from} is 2020, ${to} is 2010`
      expect(errorsOf({ [from]: '2020', [to]: '2010' })).toEqual([
        { parameter: from, value: '2020', message },
        { parameter: to, value: '2010', message },
      ])
    }
  })

  function errorsOf(values: Record<string, unknown>): unknown {
    try {
      validateFilters(release, list, values)
      return []
    } catch (error) {
      if (error instanceof InvalidFilterError) return error.errors
      throw error
    }
  }
})
