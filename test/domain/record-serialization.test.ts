import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  fromCell,
  pickColumns,
  recordColumns,
  storedColumns,
  tableColumns,
  toCell,
  toRecord,
} from '../../src/domain/record-serialization.ts'
import { compacts } from '../../src/domain/resources/compacts.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { memberCounts } from '../../src/domain/resources/member-counts.ts'

describe('toRecord', () => {
  it('returns the stored properties that the row has, in order, without the days of knowledge time', () => {
    const row = { known_to: null, known_from: '1995-11-30', binding: 1, title: 'Pact', id: 'pact' }
    expect(JSON.stringify(toRecord(compacts, row))).toBe(
      '{"id":"pact","title":"Pact","binding":true}',
    )
  })

  it.each([
    [0, false],
    [1, true],
    [null, null],
  ])('returns for the boolean cell %j the value %j', (cell, value) => {
    const record = { id: 'pact', binding: value }
    expect(toRecord(compacts, { id: 'pact', binding: cell })).toEqual(record)
  })

  it.each(resourceTypes)('returns every stored column of $name, in order, and no other', (type) => {
    const row = Object.fromEntries(tableColumns(type).map((name) => [name, null]))
    const computed = Object.fromEntries(Object.keys(type.computed ?? {}).map((name) => [name, 1]))
    expect(Object.keys(toRecord(type, { ...computed, ...row }))).toEqual(
      storedColumns(type).filter((name) => !['known_from', 'known_to'].includes(name)),
    )
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

describe('fromCell', () => {
  it.each([
    [0, false],
    [1, true],
    [null, null],
  ])('returns for the boolean cell %j of a computed field %j', (cell, value) => {
    expect(fromCell(memberCounts, 'roster_agrees', cell)).toBe(value)
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
