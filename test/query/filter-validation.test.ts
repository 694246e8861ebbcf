import { describe, expect, it } from 'vitest'
import { collections } from '../../src/api/collections/index.ts'
import { InvalidFilterError } from '../../src/query/errors.ts'
import { ANY_COLLECTION, resolveFilters } from '../../src/query/filter-validation.ts'
import type { ListDefinition } from '../../src/query/list-definition.ts'
import { listOf, REFERENCES, fixtureRelease as release, selectRows } from './fixture-release.ts'

/** The errors of a request with these filters. */
function errorsOf(list: ListDefinition, values: Record<string, unknown>): unknown {
  try {
    resolveFilters(release, list, values)
    return []
  } catch (error) {
    if (error instanceof InvalidFilterError) return error.errors
    throw error
  }
}

/** The codes of each vocabulary that the fixture declares, in alphabetical order. */
const CODES = Map.groupBy(selectRows(release, listOf('codes')), ({ vocabulary }) => vocabulary)
const codesOf = (vocabulary: string) => (CODES.get(vocabulary) ?? []).map(({ code }) => code)

describe.each(collections)('resolveFilters of $name', ({ list }) => {
  const references = Object.entries(list.filters).flatMap(([name, { refersTo }]) =>
    refersTo === undefined || name === 'id' ? [] : [[name, refersTo] as const],
  )

  it('accepts no filters, and the id of a record', () => {
    const required = 'q' in list.filters ? { q: 'council' } : {}
    expect(errorsOf(list, required)).toEqual([])
    for (const [name, refersTo] of references) {
      expect(Object.keys(REFERENCES)).toContain(refersTo)
      expect(errorsOf(list, { ...required, [name]: REFERENCES[refersTo] }), name).toEqual([])
    }
  })

  it('rejects an id that no record has, with a similar one', () => {
    for (const [parameter, refersTo] of references) {
      const value = `${REFERENCES[refersTo]}x`
      const isAny = refersTo === ANY_COLLECTION
      const message = isAny ? 'no record has this id' : `no record of ${refersTo} has this id`
      const suggestion = isAny ? {} : { suggestion: REFERENCES[refersTo] }
      expect(errorsOf(list, { [parameter]: value })).toEqual([
        { parameter, value, message, ...suggestion },
      ])
    }
  })

  it('rejects the id of a record of another collection', () => {
    for (const [parameter, refersTo] of references) {
      if (refersTo === ANY_COLLECTION) continue
      const value = 'iom-name-icem'
      expect(errorsOf(list, { [parameter]: value })).toMatchObject([{ parameter, value }])
    }
  })

  it('accepts each code that is declared, and rejects another one with those that are allowed', () => {
    for (const [parameter, { vocabulary, allowsCurrency }] of Object.entries(list.filters)) {
      if (vocabulary === undefined) continue
      const codes = codesOf(vocabulary)
      for (const code of codes) expect(errorsOf(list, { [parameter]: code })).toEqual([])
      const value = 'no_such_code'
      expect(errorsOf(list, { [parameter]: value })).toEqual([
        {
          parameter,
          value,
          message: `no code of ${vocabulary}; /v1/codes?vocabulary=${vocabulary} lists them`,
          allowed: allowsCurrency ? [...codes, 'an ISO 4217 code such as USD'] : codes,
        },
      ])
    }
  })

  it('rejects a range that ends before it begins, and accepts one of a single day', () => {
    for (const [from, { rangeEnd: to }] of Object.entries(list.filters)) {
      if (to === undefined) continue
      expect(errorsOf(list, { [from]: '2020-05-31', [to]: '2020-05' })).toEqual([])
      expect(errorsOf(list, { [from]: '2020' })).toEqual([])
      const message = `the range ends before it begins: ${from} is 2020, ${to} is 2010`
      expect(errorsOf(list, { [from]: '2020', [to]: '2010' })).toEqual([
        { parameter: from, value: '2020', message },
        { parameter: to, value: '2010', message },
      ])
    }
  })
})

describe('resolveFilters', () => {
  it.each([
    ['members', 'role', 'membr', 'member'],
    ['organizations', 'kind', 'intergovernmental_organisation', 'intergovernmental_organization'],
    ['figures', 'measure', 'net_results', 'net_result'],
    ['member_counts', 'category', 'member_state', 'member_states'],
  ])('of %s suggests for %s=%s the code %s', (name, parameter, value, suggestion) => {
    expect(errorsOf(listOf(name), { [parameter]: value })).toMatchObject([{ suggestion }])
  })

  it('accepts as a unit a code of units and a currency, and no other code', () => {
    const figures = listOf('figures')
    for (const unit of ['persons', 'CHF', 'XAF']) expect(errorsOf(figures, { unit })).toEqual([])
    for (const unit of ['chf', 'XXZ', 'staff'])
      expect(errorsOf(figures, { unit })).toMatchObject([{ parameter: 'unit', value: unit }])
  })

  it('reports every error of a request', () => {
    const values = { organization: 'icem', role: 'head', start_from: '2020', start_to: '2010' }
    expect(errorsOf(listOf('members'), values)).toMatchObject([
      { parameter: 'organization' },
      { parameter: 'role' },
      { parameter: 'start_from' },
      { parameter: 'start_to' },
    ])
  })
})
