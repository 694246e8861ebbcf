import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  claimId,
  compareRank,
  compareText,
  decidingStep,
  type SourceRank,
} from '../../src/domain/claim.ts'

const claim = {
  collection: 'people',
  record: 'antonio-vitorino',
  field: 'name',
  value: 'António Vitrino',
  source: 'denmark-mission-2020',
  at: 'line 4',
  note: null,
  set_aside: null,
}

describe('claimId', () => {
  it('never changes for the same source, record, field, value and place', () => {
    expect(claimId(claim)).toBe('8678caea12ce9f46')
    expect(claimId({ ...claim, note: 'a note', set_aside: 'an error' })).toBe('8678caea12ce9f46')
  })

  it.each(['source', 'record', 'field', 'value', 'at'])('changes with the %s', (part) => {
    expect(claimId({ ...claim, [part]: 'other' })).not.toBe(claimId(claim))
  })

  it('differs for the number, the boolean and the text of the same digits', () => {
    const ids = [1, '1', true, 'true'].map((value) => claimId({ ...claim, value }))
    expect(new Set(ids).size).toBe(4)
  })

  it('has 16 hexadecimal digits for any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (value, at) => {
        expect(claimId({ ...claim, value, at })).toMatch(/^[0-9a-f]{16}$/)
      }),
    )
  })
})

const rank = (source: string, authority: number, earliest: string): SourceRank => ({
  source,
  authority,
  earliest,
})

const ranks = fc
  .tuple(
    fc.constantFrom('a', 'b', 'c', 'Z', 'é'),
    fc.nat(5),
    fc.constantFrom('', '1960-05-02', '2020-05-01'),
  )
  .map(([source, authority, earliest]) => rank(source, authority, earliest))

describe('decidingStep', () => {
  it.each([
    ['authority', rank('wiki', 5, '2026-01-01'), rank('act', 0, '1960-05-02')],
    ['recency', rank('act', 0, '1960-05-02'), rank('protocol', 0, '1995-11-01')],
    ['source_id', rank('gazette-a', 4, '2008-04-01'), rank('gazette-b', 4, '2008-04-01')],
    [null, rank('act', 0, '1960-05-02'), rank('act', 0, '1960-05-02')],
  ])('returns %j, whichever source is first', (step, a, b) => {
    expect(decidingStep(a, b)).toBe(step)
    expect(decidingStep(b, a)).toBe(step)
  })
})

describe('compareRank', () => {
  it.each([
    ['a higher authority', rank('act', 0, '1960-05-02'), rank('wiki', 5, '2026-01-01')],
    ['a later source', rank('protocol', 0, '1995-11-01'), rank('act', 0, '1960-05-02')],
    ['the first source id', rank('gazette-a', 4, '2008-04-01'), rank('gazette-b', 4, '2008-04-01')],
    ['a dated source', rank('b', 3, '0001-01-01'), rank('a', 3, '')],
  ])('sorts %s first', (_, winner, loser) => {
    expect([loser, winner].sort(compareRank)).toEqual([winner, loser])
  })

  it('orders all ranks: two are equal only if no step decides between them', () => {
    fc.assert(
      fc.property(ranks, ranks, ranks, (a, b, c) => {
        expect(Math.sign(compareRank(a, b)) + Math.sign(compareRank(b, a))).toBe(0)
        expect(compareRank(a, b) === 0).toBe(decidingStep(a, b) === null)
        if (compareRank(a, b) < 0 && compareRank(b, c) < 0)
          expect(compareRank(a, c)).toBeLessThan(0)
      }),
    )
  })
})

describe('compareText', () => {
  it('compares by code unit, as SQLite does, and not by the rules of a language', () => {
    expect(['é', 'b', 'Z', 'a', '2'].sort(compareText)).toEqual(['2', 'Z', 'a', 'b', 'é'])
  })
})
