import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { edtfBounds, overlaps } from '../../src/domain/edtf.ts'
import {
  dayTime,
  eventTime,
  exclusiveTermTime,
  lastingTime,
  seriesTime,
  spanTime,
  type TimeKind,
  termTime,
  timeBounds,
  timeless,
} from '../../src/domain/valid-time.ts'

const period = { start: 'start', end: 'end', attested: 'attested' }
const lasting = lastingTime(period)
const term = termTime(period)
const exclusive = exclusiveTermTime({ ...period, within: ['post'] })

const FIRST = '0000-01-01'
const LAST = '9999-12-31'

/** The bounds as [start_min, start_max, end_min, end_max]. */
function boundsOf(time: TimeKind, values: object, attestations: string[] = []): unknown[] | null {
  const bounds = timeBounds(time, values as Record<string, unknown>, attestations)
  return bounds && [bounds.start_min, bounds.start_max, bounds.end_min, bounds.end_max]
}

describe('timeBounds', () => {
  it('returns null without valid time', () => {
    expect(boundsOf(timeless, { date: '1951' })).toBeNull()
  })

  it.each([
    ['1951-12', ['1951-12-01', '1951-12-31', '1951-12-01', '1951-12-31']],
    [null, [FIRST, LAST, FIRST, LAST]],
  ])('returns the bounds of a day or a statement for the date %s', (date, expected) => {
    expect(boundsOf(dayTime('date'), { date })).toEqual(expected)
    expect(boundsOf(seriesTime('date', ['category']), { date })).toEqual(expected)
  })

  it.each([
    ['2019/2020', ['2019-01-01', '2019-01-01', '2020-12-31', '2020-12-31']],
    ['2019-11-26/..', ['2019-11-26', '2019-11-26', '2019-11-26', LAST]],
    ['../1999', [FIRST, '1999-12-31', '1999-12-31', '1999-12-31']],
    [null, [FIRST, LAST, FIRST, LAST]],
  ])('returns the bounds of a span for the period %s', (date, expected) => {
    expect(boundsOf(spanTime('date'), { date })).toEqual(expected)
  })

  it.each([
    [{ start: '1951', end: '1953-05' }, ['1951-01-01', '1951-12-31', '1953-05-01', '1953-05-31']],
    // The end is after the start, and the start before the end.
    [{ start: '1951/1955', end: '1953' }, ['1951-01-01', '1953-12-31', '1953-01-01', '1953-12-31']],
    [{ start: '1951', end: '../1953' }, ['1951-01-01', '1951-12-31', '1951-01-01', '1953-12-31']],
  ])('returns the bounds of %j for a lasting record and for terms', (values, expected) => {
    for (const time of [lasting, term, exclusive]) expect(boundsOf(time, values)).toEqual(expected)
  })

  it('lets a lasting record continue without a decided end, and a term end on any day', () => {
    const values = { start: '1951', end: null }
    expect(boundsOf(lasting, values)).toEqual(['1951-01-01', '1951-12-31', LAST, LAST])
    for (const time of [term, exclusive])
      expect(boundsOf(time, values)).toEqual(['1951-01-01', '1951-12-31', '1951-01-01', LAST])
  })

  it('narrows the bounds by attestations, and ignores those outside the period', () => {
    const values = { start: null, end: '../1960' }
    expect(boundsOf(term, values, ['1955', '1957-03'])).toEqual([
      ...[FIRST, '1955-12-31'],
      ...['1957-03-01', '1960-12-31'],
    ])
    expect(boundsOf(term, values, ['1961'])).toEqual(boundsOf(term, values))
  })

  it('returns ordered bounds, and each attestation in the period narrows them', () => {
    const dates = fc.constantFrom(
      '1951',
      '1952-06',
      '1950/1954',
      '1955/..',
      '../1954',
      '195X',
      null,
    )
    const attestations = fc.array(fc.constantFrom('1949', '1952', '1953-07', '1953/1956', '1970'))
    fc.assert(
      fc.property(
        fc.constantFrom(lasting, term, exclusive),
        dates,
        dates,
        attestations,
        (time, start, end, seen) => {
          // A period does not end before it can have started.
          fc.pre(start === null || end === null || edtfBounds(start).min <= edtfBounds(end).max)
          const bounds = timeBounds(time, { start, end }, seen)
          if (bounds === null) throw new Error('A period has bounds.')
          const { start_min, start_max, end_min, end_max } = bounds
          expect([start_min, end_max].toSorted()).toEqual([start_min, end_max])
          expect(start_min <= start_max && end_min <= end_max).toBe(true)
          expect(start_min <= end_min && start_max <= end_max).toBe(true)
          for (const attested of seen.map(edtfBounds)) {
            if (!overlaps(attested, { min: start_min, max: end_max })) continue
            expect(start_max <= attested.max && end_min >= attested.min).toBe(true)
          }
        },
      ),
    )
  })
})

describe('timeBounds of an event', () => {
  const event = eventTime({ start: 'start', end: 'end', maxDays: 31 })

  it.each([
    ['2018-11-27', '2018-11-30', ['2018-11-27', '2018-11-27', '2018-11-30', '2018-11-30']],
    ['2000-11-28', null, ['2000-11-28', '2000-11-28', '2000-11-28', '2000-12-28']],
    ['2000-11', null, ['2000-11-01', '2000-11-30', '2000-11-01', '2000-12-30']],
    [null, '2019-01-15', ['2018-12-16', '2019-01-15', '2019-01-15', '2019-01-15']],
    [null, null, [FIRST, LAST, FIRST, LAST]],
    ['../1951', null, [FIRST, '1951-12-31', FIRST, '1952-01-30']],
    ['9998-12-20', null, ['9998-12-20', '9998-12-20', '9998-12-20', '9999-01-19']],
    [null, '0001-01-05', ['0000-12-06', '0001-01-05', '0001-01-05', '0001-01-05']],
  ])('allows 31 days for the start %s and the end %s', (start, end, expected) => {
    expect(boundsOf(event, { start, end })).toEqual(expected)
  })
})
