import { describe, expect, it } from 'vitest'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import {
  canBeCarried,
  conditionalTime,
  dateFields,
  dayTime,
  earliestDay,
  eventTime,
  exclusiveTermTime,
  hasStatus,
  lastingTime,
  latestDay,
  seriesTime,
  spanTime,
  storesTimeKind,
  termTime,
  timeKindOf,
  timeKinds,
  timeless,
} from '../../src/domain/valid-time.ts'

const period = { start: 'start', end: 'end', attested: 'attested' }
const lasting = lastingTime(period)
const term = termTime(period)
const exclusive = exclusiveTermTime({ ...period, within: ['post'] })
const event = eventTime({ start: 'start', end: 'end', maxDays: 31, within: ['body'] })
const periods = [lasting, term, exclusive, event]
const others = [timeless, dayTime('date'), spanTime('date'), seriesTime('date', [])]

const noAttribute = () => null

describe('timeKindOf', () => {
  it('returns the only kind when there is one', () => {
    expect(timeKindOf(lasting, {}, noAttribute)).toBe(lasting)
    expect(timeKinds(lasting)).toEqual([lasting])
  })

  it('selects by the value of a key when the time is conditional', () => {
    const time = conditionalTime({
      field: 'role',
      values: ['suspended', 'banned'],
      matching: lasting,
      otherwise: term,
    })
    expect(timeKindOf(time, { role: 'suspended' }, noAttribute)).toBe(lasting)
    expect(timeKindOf(time, { role: 'banned' }, noAttribute)).toBe(lasting)
    expect(timeKindOf(time, { role: 'member' }, noAttribute)).toBe(term)
    expect(timeKindOf(time, {}, noAttribute)).toBe(term)
    expect(timeKinds(time)).toEqual([lasting, term])
  })

  it('selects by an attribute of what the key names when the condition has one', () => {
    const time = conditionalTime({
      field: 'post',
      attribute: 'holders',
      values: ['one'],
      matching: exclusive,
      otherwise: term,
    })
    const asked: string[] = []
    const kindOf = (holders: string | null) =>
      timeKindOf(time, { post: 'one' }, (field, attribute) => {
        asked.push(`${field} ${attribute}`)
        return holders
      })
    expect([kindOf('one'), kindOf('several'), kindOf(null)]).toEqual([exclusive, term, term])
    expect(new Set(asked)).toEqual(new Set(['post holders']))
  })

  it.each([
    ['names', { kind: 'official' }, {}, 'lasting', ['organization', 'language']],
    ['names', { kind: 'alias' }, {}, 'lasting', undefined],
    ['leadership', { post: 'p' }, { holders: 'one' }, 'exclusive_term', ['post']],
    ['leadership', { post: 'p' }, { holders: 'several' }, 'term', undefined],
    ['members', { role: 'observer' }, {}, 'lasting', ['organization', 'body', 'party']],
    ['members', { role: 'suspended' }, {}, 'lasting', undefined],
    ['figures', { measure: 'm' }, { nature: 'flow' }, 'span', undefined],
    ['figures', { measure: 'm' }, { nature: 'stock' }, 'series', undefined],
    ['relations', { kind: 'predecessor' }, {}, 'day', undefined],
    ['relations', { kind: 'partner' }, {}, 'term', undefined],
    ['sessions', {}, {}, 'event', ['body']],
    ['locations', { kind: 'headquarters' }, {}, 'lasting', undefined],
  ] as const)(
    'returns for %s with %j and the attribute %j the kind %s within %j',
    (name, values, attributes: Record<string, string>, kind, within) => {
      const declared = resourceTypes.find((type) => type.name === name)?.time ?? timeless
      const time = timeKindOf(declared, values, (_, attribute) => attributes[attribute])
      expect([time.kind, 'within' in time ? time.within : undefined]).toEqual([kind, within])
    },
  )
})

describe('dateFields', () => {
  it('names each field of a time with the bound that it sets', () => {
    expect(dateFields(timeless)).toEqual({})
    expect(dateFields(dayTime('date'))).toEqual({ date: 'date' })
    expect(dateFields(lastingTime({ start: 'founded', end: 'dissolved' }))).toEqual({
      founded: 'start',
      dissolved: 'end',
    })
    for (const time of periods) expect(dateFields(time)).toEqual({ start: 'start', end: 'end' })
  })

  it('names a field as the start when it is the date of one kind and the start of another', () => {
    const time = { field: 'kind', values: ['predecessor'], otherwise: term }
    expect(dateFields(conditionalTime({ ...time, matching: dayTime('start') }))).toEqual({
      start: 'start',
      end: 'end',
    })
  })

  it.each(resourceTypes)('names date fields of $name only', ({ time, fields }) => {
    for (const name of Object.keys(dateFields(time)))
      expect(['date', 'period']).toContain(fields[name]?.type)
  })
})

describe('the kinds of time', () => {
  it('have a status when they have a start and an end', () => {
    expect(periods.map(hasStatus)).toEqual([true, true, true, true])
    expect(others.map(hasStatus)).toEqual([false, false, false, false])
  })

  it('are carried when they are series or terms in a post of one holder', () => {
    const carried = [...periods, ...others].filter(canBeCarried).map(({ kind }) => kind)
    expect(carried).toEqual(['exclusive_term', 'series'])
  })

  it('are stored with each record when records of the type can be of two', () => {
    const stored = resourceTypes.filter(({ time }) => storesTimeKind(time)).map(({ name }) => name)
    expect(stored).toEqual(['leadership', 'figures', 'relations'])
  })
})

describe('earliestDay and latestDay', () => {
  it('return the first and the last day of a list', () => {
    const days = ['1952-01-01', '1951-12-05', '1953-07-08']
    expect([earliestDay(days), latestDay(days)]).toEqual(['1951-12-05', '1953-07-08'])
  })

  it('return an open end for an empty list', () => {
    expect([earliestDay([]), latestDay([])]).toEqual(['9999-12-31', '0000-01-01'])
  })
})
