import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { claimId } from '../../src/domain/claim.ts'

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
