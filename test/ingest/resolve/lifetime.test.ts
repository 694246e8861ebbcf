import { describe, expect, it } from 'vitest'
import { bodies } from '../../../src/domain/resources/bodies.ts'
import { leadership } from '../../../src/domain/resources/leadership.ts'
import { members } from '../../../src/domain/resources/members.ts'
import { names } from '../../../src/domain/resources/names.ts'
import { organizations } from '../../../src/domain/resources/organizations.ts'
import { posts } from '../../../src/domain/resources/posts.ts'
import type { Lifetime } from '../../../src/ingest/resolve/lifetime.ts'
import { deriveEnds } from '../../../src/ingest/resolve/succession.ts'
import { government, older } from '../../support/random-claims.ts'
import {
  body,
  currentVersions,
  endsOf,
  lifetimesOf,
  member,
  name,
  organization,
  post,
  type Stated,
  term,
} from './groups.ts'

/** Records end with what they depend on, and begin no earlier. */

const league = (stated: Stated) => lifetimesOf(organizations, organization('league', stated))
const ended = league({ founded: '1951-12-05', dissolved: '1990-03-31' })

describe('a lasting record', () => {
  it('ends on the day on which its organization ends', () => {
    expect(endsOf(names, [name('first', { start: '1980' })], () => ended)).toEqual([
      ['1990-03-31', 'ended'],
    ])
  })

  it.each([
    ['1990', '1990'],
    ['1980/1990', '1980/1990'],
    ['../1990', '1960-01-01/1990-12-31'],
    ['1950/1990', '1960-01-01/1990-12-31'],
  ])('ends, when its organization ended in %s, in %s', (dissolved, end) => {
    const group = [name('first', { start: '1960' })]
    expect(endsOf(names, group, () => league({ dissolved }))).toEqual([[end, 'ended']])
  })

  it('has an unknown end when its organization ended on some day from 1990', () => {
    const lifetimes = () => league({ dissolved: '1990/..' })
    const [version] = currentVersions(names, [name('first', { start: '1960' })], lifetimes)
    expect(version).toMatchObject({
      values: { end: null, status: 'end_unknown' },
      bounds: { end_min: '1990-01-01', end_max: '9999-12-31' },
    })
  })

  it('ends before its organization when the next one begins before', () => {
    const group = [name('first', { start: '1960' }), name('second', { start: '1980' })]
    expect(endsOf(names, group, () => ended)).toEqual([
      ['1980', 'ended'],
      ['1990-03-31', 'ended'],
    ])
  })

  it('keeps an end that a source states', () => {
    const group = [name('first', { start: '1960', end: '1985' })]
    expect(endsOf(names, group, () => ended)).toEqual([['1985', 'ended']])
  })

  it('gets no end when it is attested after the end of its organization', () => {
    const group = [name('first', { start: '1960', attested: '2001' })]
    expect(endsOf(names, group, () => ended)).toEqual([[null, 'ongoing']])
  })

  it('ends with the first of the organizations that it depends on', () => {
    const party = league({ dissolved: '1975' })
    const group = [member('first', { start: '1960' })]
    expect(endsOf(members, group, () => [...ended, ...party])).toEqual([['1975', 'ended']])
    expect(endsOf(members, group, () => [...party, ...ended])).toEqual([['1975', 'ended']])
  })

  it('ends in an interval when either of two organizations may have ended first', () => {
    const party = league({ dissolved: '1985/1995' })
    const group = [member('first', { start: '1960' })]
    expect(endsOf(members, group, () => [...ended, ...party])).toEqual([
      ['1985-01-01/1990-03-31', 'ended'],
    ])
  })

  it('is ongoing in a body without a known end, which exists as long as what depends on it', () => {
    const inBody = lifetimesOf(bodies, body('council', { attested: '1970' }))
    expect(endsOf(posts, [post('chair', { start: '1960' })], () => inBody)).toEqual([
      [null, 'ongoing'],
    ])
  })

  it('ends with its organization in a body whose end follows from that, too', () => {
    const inBody = lifetimesOf(bodies, body('council', { attested: '1970' }), ended)
    expect(inBody.map(({ end }) => end)).toEqual(['../1990-03-31'])
    const both = () => [...ended, ...inBody]
    expect(endsOf(posts, [post('chair', { start: '1960' })], both)).toEqual([
      ['1990-03-31', 'ended'],
    ])
  })
})

describe('a term', () => {
  it('ends no later than the post, and no earlier than it is attested', () => {
    const inPost = lifetimesOf(posts, post('head', { end: '1990-03' }))
    const group = [term('first', { start: '1980', attested: '1985' })]
    const [version] = currentVersions(leadership, group, () => inPost)
    expect(version).toMatchObject({
      values: { end: '../1990-03', status: 'ended' },
      bounds: { end_min: '1985-01-01', end_max: '1990-03-31' },
    })
  })

  it('ends with the post when the organization of the post ends', () => {
    const inPost = lifetimesOf(posts, post('head', {}), ended)
    expect(endsOf(leadership, [term('first', { start: '1980' })], () => inPost)).toEqual([
      ['../1990-03-31', 'ended'],
    ])
  })

  it('ends with the next term when that begins before the post ends', () => {
    const inPost = lifetimesOf(posts, post('head', { end: '1990' }))
    const group = [term('first', { start: '1980' }), term('second', { start: '1985' })]
    expect(endsOf(leadership, group, () => inPost)).toEqual([
      ['../1985', 'ended'],
      ['../1990', 'ended'],
    ])
  })

  it('gets no end when it is attested after what it depends on has ended', () => {
    const group = [term('first', { start: '1980', attested: '1995' })]
    expect(endsOf(leadership, group, () => ended)).toEqual([[null, 'end_unknown']])
  })
})

describe('the start of a record', () => {
  const startOf = (stated: Stated, lifetimes: Lifetime[]) => {
    const { values, bounds } = currentVersions(names, [name('n', stated)], () => lifetimes)[0] ?? {}
    return [values?.start, bounds?.start_min, bounds?.start_max]
  }

  it('is no earlier than that of its organization', () => {
    expect(startOf({ start: null }, ended)).toEqual([null, '1951-12-05', '1990-03-31'])
    expect(startOf({ start: '1951' }, ended)).toEqual(['1951', '1951-12-05', '1951-12-31'])
    expect(startOf({ start: '1960' }, ended)).toEqual(['1960', '1960-01-01', '1960-12-31'])
  })

  it('stays as stated when it is certainly earlier: the sources contradict one another', () => {
    expect(startOf({ start: '1950' }, ended)).toEqual(['1950', '1950-01-01', '1950-12-31'])
  })
})

describe('the versions of a record', () => {
  it('begin on the day from which the end of its organization is known', () => {
    const organizationVersions = organization('league', { founded: '1951' }, older)
    const dissolved = organization('league', { dissolved: '1990' }, government)
    const lifetimes = [
      ...lifetimesOf(organizations, organizationVersions).map((one) => ({
        ...one,
        known_to: '2020-05-31',
      })),
      ...lifetimesOf(organizations, dissolved),
    ]
    const [first] = deriveEnds(names, [name('first', { start: '1960' }, older)], () => lifetimes)
    expect(
      first?.versions.map(({ known_from, known_to, values }) => [known_from, known_to, values.end]),
    ).toEqual([
      ['2015-11-27', '2020-05-31', null],
      ['2020-05-31', null, '1990'],
    ])
  })
})
