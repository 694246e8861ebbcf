import { describe, expect, it } from 'vitest'
import { decideValue, stanceOf } from '../../../src/ingest/resolve/decide.ts'
import {
  claim,
  government,
  official,
  older,
  primary,
  reference,
} from '../../support/random-claims.ts'

describe('the value of a field', () => {
  it('is that of the source with the higher authority, even if another is newer', () => {
    const title = claim(primary, 'title', 'for')
    expect(decideValue('text', [claim(government, 'title', 'on'), title])).toBe(title)
  })

  it('is that of the later source when both have the same authority', () => {
    const later = claim(government, 'city', 'Geneva')
    expect(decideValue('text', [claim(older, 'city', 'Bern'), later])).toBe(later)
  })

  it('is that of the dated source when the earliest day of the other is unknown', () => {
    const dated = claim(older, 'city', 'Bern')
    const undated = claim({ ...government, earliest: '' }, 'city', 'Geneva')
    expect(decideValue('text', [undated, dated])).toBe(dated)
  })

  it('is that of the first source by id when authority and day are equal', () => {
    const a = claim({ ...government, source: 'a' }, 'city', 'Bern')
    const b = claim({ ...government, source: 'b' }, 'city', 'Geneva')
    expect(decideValue('text', [b, a])).toBe(a)
  })

  it('is never that of a claim that was set aside, and null when all were', () => {
    const misspelled = claim(primary, 'name', 'Vitrino', { set_aside: 'misspelled' })
    const correct = claim(reference, 'name', 'Vitorino')
    expect(decideValue('text', [misspelled, correct])).toBe(correct)
    expect(decideValue('text', [misspelled])).toBeNull()
    expect(decideValue('text', [])).toBeNull()
  })
})

describe('a date', () => {
  it('is refined step by step by dates inside it, whatever their authority', () => {
    const day = claim(older, 'start', '1951-12-05')
    expect(
      decideValue('date', [
        claim(official, 'start', '1951'),
        claim(government, 'start', '1951-12'),
        day,
      ]),
    ).toBe(day)
  })

  it('is not refined by a date outside it', () => {
    const year = claim(official, 'start', '1951')
    expect(decideValue('date', [year, claim(government, 'start', '1952-01')])).toBe(year)
  })

  it('is refined by a reference only when it is from a reference itself', () => {
    const year = claim(government, 'start', '1951')
    const month = claim(reference, 'start', '1951-12')
    expect(decideValue('date', [year, month])).toBe(year)
    const other = claim({ ...reference, source: 'atlas', earliest: '2020-01-01' }, 'start', '1951')
    expect(decideValue('date', [other, month])).toBe(month)
  })

  it('is not refined when the field is a period, because a part of it is another time', () => {
    const whole = claim(official, 'period', '2018/2021')
    expect(decideValue('period', [whole, claim(government, 'period', '2018')])).toBe(whole)
  })
})

describe('the stance of a claim', () => {
  const ofText = (value: string, served: string) =>
    stanceOf('text', claim(older, 'f', value), served)
  const ofDate = (value: string, served: string) =>
    stanceOf('date', claim(older, 'f', value), served)

  it('is agrees when the values are equal, otherwise disagrees', () => {
    expect(ofText('Geneva', 'Geneva')).toBe('agrees')
    expect(ofText('Bern', 'Geneva')).toBe('disagrees')
  })

  it('is agrees when two dates allow the same days', () => {
    expect(ofDate('1951', '1951-01/1951-12')).toBe('agrees')
  })

  it('is coarser when a date overlaps the served one and is less exact', () => {
    expect(ofDate('1951', '1951-12-05')).toBe('coarser')
    expect(ofDate('1950/1951', '1951-06/1952-05')).toBe('coarser')
  })

  it('is finer when a date lies inside the served one', () => {
    expect(ofDate('1951-12', '1951')).toBe('finer')
  })

  it('is disagrees when dates do not overlap', () => {
    expect(ofDate('1952', '1951-12')).toBe('disagrees')
  })

  it('is set_aside when the claim was set aside, whatever its value', () => {
    const setAside = claim(older, 'f', 'Geneva', { set_aside: 'an error' })
    expect(stanceOf('text', setAside, 'Geneva')).toBe('set_aside')
    expect(stanceOf('text', setAside, null)).toBe('set_aside')
  })
})
