import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  fromCell,
  pickColumns,
  recordColumns,
  storedColumns,
  toCell,
  toRecord,
} from '../../src/domain/record-serialization.ts'
import { compacts } from '../../src/domain/resources/compacts.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { memberCounts } from '../../src/domain/resources/member-counts.ts'

describe('toRecord', () => {
  it('returns the properties that the row has, with the days of knowledge time last', () => {
    const row = { known_to: null, known_from: '1995-11-30', binding: 1, title: 'Pact', id: 'pact' }
    expect(JSON.stringify(toRecord(compacts, row, []))).toBe(
      '{"id":"pact","title":"Pact","binding":true,"evidence":[],"known_from":"1995-11-30","known_to":null}',
    )
  })

  it('leaves out evidence that is null', () => {
    expect(toRecord(compacts, { id: 'pact' }, null)).toEqual({ id: 'pact' })
  })

  it.each([
    [0, false],
    [1, true],
    [null, null],
  ])('returns for the boolean cell %j the value %j, also in a computed field', (cell, value) => {
    expect(toRecord(compacts, { id: 'pact', binding: cell }, null)).toEqual({
      id: 'pact',
      binding: value,
    })
    expect(toRecord(memberCounts, { id: 'x', roster_agrees: cell }, null)).toEqual({
      id: 'x',
      roster_agrees: value,
    })
  })

  it('parses the neighbouring statements of a series', () => {
    const row = { id: 'x', certainty: 'possible', next: '{"id":"y","count":3}', previous: null }
    expect(toRecord(memberCounts, row, null)).toEqual({ ...row, next: { id: 'y', count: 3 } })
  })

  it.each(resourceTypes)('returns every column of $name, in the order of the columns', (type) => {
    const columns = recordColumns(type)
    const row = Object.fromEntries(columns.toReversed().map((name) => [name, null]))
    expect(Object.keys(toRecord(type, row, null))).toEqual(columns)
  })
})

describe('recordColumns', () => {
  it.each(resourceTypes)('has for $name the stored and the computed columns', (type) => {
    const { computed = {} } = type
    expect(recordColumns(type).toSorted()).toEqual(
      [...storedColumns(type), ...Object.keys(computed)].toSorted(),
    )
  })
})

describe('toCell and fromCell', () => {
  it('return the value of a field unchanged', () => {
    const values = fc.oneof(fc.string(), fc.maxSafeInteger(), fc.constant(null))
    fc.assert(
      fc.property(values, fc.boolean(), (value, flag) => {
        expect(fromCell(compacts, 'title', toCell(value))).toBe(value)
        expect(fromCell(compacts, 'binding', toCell(flag))).toBe(flag)
      }),
    )
  })
})

describe('pickColumns', () => {
  it('returns the columns that the row has, in the given order', () => {
    const picked = pickColumns({ a: 1, b: null, c: 'x' }, ['c', 'b', 'missing'])
    expect(Object.entries(picked)).toEqual([
      ['c', 'x'],
      ['b', null],
    ])
  })
})
