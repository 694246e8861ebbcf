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

describe('of several claims about a field', () => {
  it('the one of the higher authority is served, though another is newer', () => {
    const title = claim(primary, 'title', 'for')
    expect(decideValue('text', [claim(government, 'title', 'on'), title])).toBe(title)
  })

  it('among equals the later document is served', () => {
    const later = claim(government, 'city', 'Geneva')
    expect(decideValue('text', [claim(older, 'city', 'Bern'), later])).toBe(later)
  })

  it('a document of which the first day is not known comes last among equals', () => {
    const dated = claim(older, 'city', 'Bern')
    const undated = claim({ ...government, earliest: '' }, 'city', 'Geneva')
    expect(decideValue('text', [undated, dated])).toBe(dated)
  })

  it('of one day and authority the first by source id is served', () => {
    const a = claim({ ...government, source: 'a' }, 'city', 'Bern')
    const b = claim({ ...government, source: 'b' }, 'city', 'Geneva')
    expect(decideValue('text', [b, a])).toBe(a)
  })

  it('one that was set aside never is, and a field of which all were is null', () => {
    const slip = claim(primary, 'name', 'Vitrino', { set_aside: 'misspelled' })
    const right = claim(reference, 'name', 'Vitorino')
    expect(decideValue('text', [slip, right])).toBe(right)
    expect(decideValue('text', [slip])).toBeNull()
    expect(decideValue('text', [])).toBeNull()
  })
})

describe('a date', () => {
  it('is refined step by step by claims that lie inside it, however low their authority', () => {
    const day = claim(older, 'start', '1951-12-05')
    expect(
      decideValue('date', [
        claim(official, 'start', '1951'),
        claim(government, 'start', '1951-12'),
        day,
      ]),
    ).toBe(day)
  })

  it('is not refined by a claim outside it', () => {
    const year = claim(official, 'start', '1951')
    expect(decideValue('date', [year, claim(government, 'start', '1952-01')])).toBe(year)
  })

  it('is not refined by a reference, unless a reference is all there is', () => {
    const year = claim(government, 'start', '1951')
    const month = claim(reference, 'start', '1951-12')
    expect(decideValue('date', [year, month])).toBe(year)
    const other = claim({ ...reference, source: 'atlas', earliest: '2020-01-01' }, 'start', '1951')
    expect(decideValue('date', [other, month])).toBe(month)
  })

  it('that stands for all of its time is not refined, because a part of it is another time', () => {
    const whole = claim(official, 'period', '2018/2021')
    expect(decideValue('period', [whole, claim(government, 'period', '2018')])).toBe(whole)
  })
})

describe('the stance of a claim', () => {
  const text = (value: string, served: string) => stanceOf('text', claim(older, 'f', value), served)
  const day = (value: string, served: string) => stanceOf('date', claim(older, 'f', value), served)

  it('agrees where it is equal, and disagrees where it is not', () => {
    expect(text('Geneva', 'Geneva')).toBe('agrees')
    expect(text('Bern', 'Geneva')).toBe('disagrees')
  })

  it('agrees where a date is the same in another form', () => {
    expect(day('1951', '1951-01/1951-12')).toBe('agrees')
  })

  it('is coarser where a date overlaps and says less', () => {
    expect(day('1951', '1951-12-05')).toBe('coarser')
    expect(day('1950/1951', '1951-06/1952-05')).toBe('coarser')
  })

  it('is finer where a date says more than a source so low may', () => {
    expect(day('1951-12', '1951')).toBe('finer')
  })

  it('disagrees where dates do not overlap', () => {
    expect(day('1952', '1951-12')).toBe('disagrees')
  })

  it('is set aside whatever it says', () => {
    const slip = claim(older, 'f', 'Geneva', { set_aside: 'a slip' })
    expect(stanceOf('text', slip, 'Geneva')).toBe('set_aside')
    expect(stanceOf('text', slip, null)).toBe('set_aside')
  })
})
