import { describe, expect, it } from 'vitest'
import { members } from '../../../src/domain/resources/members.ts'
import { names } from '../../../src/domain/resources/names.ts'
import { deriveEnds } from '../../../src/ingest/resolve/succession.ts'
import { government, official, older } from '../../support/random-claims.ts'
import { currentVersions, endsOf, member, name, recordOf } from './groups.ts'

describe('official names of one organization in one language', () => {
  it('end when the next one begins, and only the last is ongoing', () => {
    const group = [
      name('second', { start: '1952' }),
      name('third', { start: '1989-11-14' }),
      name('first', { start: '1951' }),
    ]
    const ends = currentVersions(names, group).map(({ values, bounds }) => [
      ...[values.name, values.end, values.status, bounds?.end_min, bounds?.end_max],
    ])
    expect(ends).toEqual([
      ['second', '1989-11-14', 'ended', '1989-11-14', '1989-11-14'],
      ['third', null, 'ongoing', '9999-12-31', '9999-12-31'],
      ['first', '1952', 'ended', '1952-01-01', '1952-12-31'],
    ])
  })

  it('get a new version on the day from which the next name is known', () => {
    const [first] = deriveEnds(names, [
      name('first', { start: '1952' }, older),
      name('second', { start: '1980' }, government),
    ])
    expect(
      first?.versions.map(({ known_from, known_to, values }) => [
        ...[known_from, known_to, values.end, values.status],
      ]),
    ).toEqual([
      ['2015-11-27', '2020-05-31', null, 'ongoing'],
      ['2020-05-31', null, '1980', 'ended'],
    ])
  })

  it('end in an interval when the order of the next two is not known', () => {
    const group = [
      name('first', { start: '1951' }),
      name('second', { start: '1960/1970' }),
      name('third', { start: '1965' }),
    ]
    expect(endsOf(names, group)).toEqual([
      ['1960-01-01/1965-12-31', 'ended'],
      [null, 'end_unknown'],
      [null, 'end_unknown'],
    ])
  })

  it('have an unknown end when the next one may have begun before', () => {
    const group = [name('first', { start: '1951/1955' }), name('second', { start: '1954' })]
    expect(endsOf(names, group)).toEqual([
      [null, 'end_unknown'],
      [null, 'end_unknown'],
    ])
  })

  it('are ongoing when the others began before the last day on which they are known', () => {
    const group = [
      name('second', { start: null, attested: '1990' }),
      name('first', { start: '1951', end: '1960' }),
    ]
    expect(endsOf(names, group)).toEqual([
      [null, 'ongoing'],
      ['1960', 'ended'],
    ])
  })

  it('are ongoing when the others ended by the time at which they have certainly begun', () => {
    const group = [
      name('second', { start: '1960/1965' }),
      name('first', { start: '1961/1963', end: '1964' }),
    ]
    expect(endsOf(names, group)).toEqual([
      [null, 'ongoing'],
      ['1964', 'ended'],
    ])
  })

  it('may have ended when the start of the later one is open to the future', () => {
    const group = [name('first', { start: '1952/..' }), name('second', { start: '1980' })]
    expect(endsOf(names, group)[0]).toEqual([null, 'end_unknown'])
  })
})

describe('names that do not succeed one another', () => {
  it.each([
    ['in another language', { language: 'fr' }],
    ['of another organization', { organization: 'union' }],
    ['that is an alias', { kind: 'alias' }],
  ])('stay ongoing beside a later name %s', (_, other) => {
    const group = [name('first', { start: '1951' }), name('second', { start: '1980', ...other })]
    expect(endsOf(names, group)).toEqual([
      [null, 'ongoing'],
      [null, 'ongoing'],
    ])
  })
})

describe('a record that is not complete', () => {
  it('ends the one before it when its start is decided', () => {
    const group = [name('first', { start: '1951' }), name('second', { name: null, start: '1980' })]
    expect(currentVersions(names, group).map(({ isComplete }) => isComplete)).toEqual([true, false])
    expect(endsOf(names, group)[0]).toEqual(['1980', 'ended'])
  })

  it('ends no other when only an attestation of it is known', () => {
    const first = name('first', { start: '1951' })
    const dated = { start: null, attested: '1980' }
    const whole = endsOf(names, [first, name('second', dated)])
    const part = endsOf(names, [first, name('second', { ...dated, name: null })])
    expect([whole[0], part[0]]).toEqual([
      [null, 'end_unknown'],
      [null, 'ongoing'],
    ])
  })
})

describe('a record without any date', () => {
  it('ends no other', () => {
    const group = [name('first', { start: '1951' }), name('second', {})]
    expect(endsOf(names, group)[0]).toEqual([null, 'ongoing'])
  })
})

describe('spells of one party', () => {
  it('end where the next one begins, in any role', () => {
    const group = [
      member('applicant', { role: 'applicant', start: '1950' }),
      member('member', { start: '1951-12-05' }),
      member('associate', { role: 'associate_member', start: '1990' }),
      member('observer', { role: 'observer', start: '2000' }),
      member('again', { start: '2006' }),
    ]
    expect(endsOf(members, group)).toEqual([
      ['1951-12-05', 'ended'],
      ['1990', 'ended'],
      ['2000', 'ended'],
      ['2006', 'ended'],
      [null, 'ongoing'],
    ])
  })

  it('are not ended by a suspension, and end none', () => {
    const group = [
      member('member', { start: '1951' }),
      member('suspended', { role: 'suspended', start: '1990' }),
      member('observer', { role: 'observer', start: '2000' }),
    ]
    expect(endsOf(members, group)).toEqual([
      ['2000', 'ended'],
      [null, 'ongoing'],
      [null, 'ongoing'],
    ])
  })

  it.each([
    ['of another party', { country: 'FR' }],
    ['of a part of the country', { subdivision: 'CH-GE' }],
    ['in a body', { body: 'council' }],
    ['in another organization', { organization: 'union' }],
  ])('are not ended by a spell %s', (_, other) => {
    const group = [
      member('first', { role: 'observer', start: '1951' }),
      member('second', { start: '1960', ...other }),
    ]
    expect(endsOf(members, group)[0]).toEqual([null, 'ongoing'])
  })

  it('keep an end that a source states, with the time between two spells', () => {
    const group = [
      member('first', { start: '1951', end: '1960' }),
      member('second', { start: '1990' }),
    ]
    expect(endsOf(members, group)).toEqual([
      ['1960', 'ended'],
      [null, 'ongoing'],
    ])
  })

  it('end from the day on which the party of the next one is known', () => {
    const observer = recordOf(members, 'observer', [older, { role: 'observer', start: '1951' }])
    const byName = { country: null, name: 'Switzerland', start: '1993' }
    const successor = recordOf(members, 'member', [older, byName], [official, { country: 'CH' }])
    const [first] = deriveEnds(members, [observer, successor])
    expect(first?.versions.map(({ known_from, values }) => [known_from, values.end])).toEqual([
      ['2015-11-27', null],
      ['2019-11-26', '1993'],
    ])
  })
})
