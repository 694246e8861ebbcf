import { describe, expect, it } from 'vitest'
import { leadership } from '../../../src/domain/resources/leadership.ts'
import { sessions } from '../../../src/domain/resources/sessions.ts'
import { currentVersions, endsOf, session, term } from './groups.ts'

describe('terms in a post of one holder', () => {
  it('end no later than the next one begins', () => {
    const group = [term('first', { start: '2008-10-01' }), term('second', { start: '2018-10' })]
    const [first, second] = currentVersions(leadership, group)
    expect(first).toMatchObject({
      values: { end: '../2018-10', status: 'ended' },
      bounds: { start_min: '2008-10-01', end_min: '2008-10-01', end_max: '2018-10-31' },
    })
    expect(second?.values).toMatchObject({ end: null, status: 'end_unknown' })
  })

  it('keep an end that a source states', () => {
    const group = [
      term('first', { start: '2008-10-01', end: '2018-09-30' }),
      term('second', { start: '2018-10-01' }),
    ]
    expect(endsOf(leadership, group)[0]).toEqual(['2018-09-30', 'ended'])
  })

  it('end no later than the next holder is attested, when the start of that term is unknown', () => {
    const group = [
      term('first', { attested: '2013-06' }),
      term('second', { attested: '2019-11-26' }),
    ]
    expect(endsOf(leadership, group)[0]).toEqual(['../2019-11-26', 'ended'])
  })

  it('end no later than the next one ends, when only that is known of it', () => {
    const group = [term('first', { start: '2008' }), term('second', { end: '2018' })]
    expect(endsOf(leadership, group)[0]).toEqual(['../2018-12-31', 'ended'])
  })

  it('get no end from a term without any date', () => {
    const group = [term('first', { start: '2008' }), term('second', {})]
    expect(endsOf(leadership, group)).toEqual([
      [null, 'end_unknown'],
      [null, 'end_unknown'],
    ])
  })

  it('get no end when the sources contradict one another about who was first', () => {
    const group = [
      term('first', { start: '2008', attested: '2019-11-26' }),
      term('second', { start: '2010', end: '2012' }),
    ]
    expect(endsOf(leadership, group)[0]).toEqual([null, 'end_unknown'])
  })
})

describe('terms that do not succeed one another', () => {
  it('get no end from a term in a post of several', () => {
    const post = 'advisers'
    const group = [term('first', { post, start: '2008' }), term('second', { post, start: '2018' })]
    expect(currentVersions(leadership, group).map(({ time }) => time.kind)).toEqual([
      'term',
      'term',
    ])
    expect(endsOf(leadership, group)[0]).toEqual([null, 'end_unknown'])
  })

  it('get no end from a term in another post', () => {
    const group = [
      term('first', { start: '2008' }),
      term('second', { post: 'deputy', start: '2018' }),
    ]
    expect(endsOf(leadership, group)[0]).toEqual([null, 'end_unknown'])
  })
})

describe('an acting term', () => {
  const acting = (start: string) => term('acting', { acting: true, start })

  it('does not end that of the holder, who may be on leave', () => {
    const group = [term('holder', { start: '2008' }), acting('2010')]
    expect(endsOf(leadership, group)[0]).toEqual([null, 'end_unknown'])
  })

  it('does not end that of the holder when it began on the same day', () => {
    const group = [term('holder', { start: '2010-01-01' }), acting('2010-01-01')]
    expect(endsOf(leadership, group)).toEqual([
      [null, 'end_unknown'],
      [null, 'end_unknown'],
    ])
  })

  it('ends when the next holder begins', () => {
    const group = [acting('2010'), term('next', { start: '2011-03-01' })]
    expect(endsOf(leadership, group)[0]).toEqual(['../2011-03-01', 'ended'])
  })

  it('ends when the next acting holder begins', () => {
    const group = [acting('2010'), term('other', { acting: true, start: '2011' })]
    expect(endsOf(leadership, group)[0]).toEqual(['../2011', 'ended'])
  })

  it('is not ended by the holder who was in office before and after', () => {
    const group = [acting('2010'), term('holder', { start: '2008', attested: '2012' })]
    expect(endsOf(leadership, group)[0]).toEqual([null, 'end_unknown'])
  })

  it('lets the holder before it end when the next holder begins', () => {
    const group = [
      term('first', { start: '2008' }),
      acting('2010'),
      term('second', { start: '2011' }),
    ]
    expect(endsOf(leadership, group)).toEqual([
      ['../2011', 'ended'],
      ['../2011', 'ended'],
      [null, 'end_unknown'],
    ])
  })
})

describe('a term that replaces another', () => {
  it('ends it, also in another post', () => {
    const group = [
      term('director', { post: 'director', start: '1951' }),
      term('general', { start: '1989', replaces: 'director' }),
    ]
    expect(endsOf(leadership, group)).toEqual([
      ['../1989', 'ended'],
      [null, 'end_unknown'],
    ])
  })

  it('ends it in a post of several holders', () => {
    const post = 'advisers'
    const group = [
      term('first', { post, start: '2008' }),
      term('other', { post, start: '2009' }),
      term('second', { post, start: '2012', replaces: 'first' }),
    ]
    expect(endsOf(leadership, group)).toEqual([
      ['../2012', 'ended'],
      [null, 'end_unknown'],
      [null, 'end_unknown'],
    ])
  })

  it('fixes the order of two terms when their dates do not', () => {
    const dates = { start: '2008/2010' }
    const order = (first: object, second: object) =>
      endsOf(leadership, [
        term('first', { ...dates, ...first }),
        term('second', { ...dates, ...second }),
      ])
    expect(order({}, {})).toEqual([
      [null, 'end_unknown'],
      [null, 'end_unknown'],
    ])
    expect(order({}, { replaces: 'first' })).toEqual([
      ['../2010', 'ended'],
      [null, 'end_unknown'],
    ])
    expect(order({ replaces: 'second' }, {})).toEqual([
      [null, 'end_unknown'],
      ['../2010', 'ended'],
    ])
  })
})

describe('sessions of one body', () => {
  const bounds = (group: Parameters<typeof currentVersions>[1]) =>
    currentVersions(sessions, group).map((one) => [one.bounds?.end_min, one.bounds?.end_max])

  it('have an unknown end up to 31 days after the start', () => {
    const group = [session('first', { start: '2018-11-01' })]
    expect(endsOf(sessions, group)).toEqual([[null, 'end_unknown']])
    expect(bounds(group)).toEqual([['2018-11-01', '2018-12-01']])
  })

  it('have an unknown end no later than the next one of the body begins', () => {
    const group = [
      session('first', { start: '2018-11-01' }),
      session('second', { start: '2018-11-10/2018-11-12', end: '2018-11-20' }),
      session('other', { body: 'board', start: '2018-11-03' }),
    ]
    expect(endsOf(sessions, group)).toEqual([
      [null, 'end_unknown'],
      ['2018-11-20', 'ended'],
      [null, 'end_unknown'],
    ])
    expect(bounds(group)).toEqual([
      ['2018-11-01', '2018-11-12'],
      ['2018-11-20', '2018-11-20'],
      ['2018-11-03', '2018-12-03'],
    ])
  })

  it('keep the longest length when the next one may have begun before', () => {
    const group = [
      session('first', { start: '2018-11' }),
      session('second', { start: '2018-11-10' }),
    ]
    expect(bounds(group)[0]).toEqual(['2018-11-01', '2018-12-30'])
  })
})
