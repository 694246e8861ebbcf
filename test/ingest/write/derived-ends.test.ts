import { describe, expect, it } from 'vitest'
import { loadFolder, withTemporaryFolder } from '../../support/app.ts'

/** The ends that a build derives, and their evidence, from seed files to the database. */

const CODES = `codes:
  location_kinds: [{ code: headquarters, label: Headquarters }]
  post_ranks: [{ code: head, label: Head }, { code: chair, label: Chair }]
  member_roles: [{ code: member, label: Member }, { code: observer, label: Observer }]
  relation_kinds: [{ code: partner, label: Partner }, { code: predecessor, label: Predecessor }]
`

/** A league that ended in 1990 with a council that ended in 1970, and a union that goes on. */
const CHARTER = `---
source: { id: charter, title: A charter, kind: primary, published: 1960-01-01, published_basis: stated }
about: league
organizations:
  - { id: league, at: 1, founded: 1951-12-05 }
  - { id: union, at: 1, founded: 1945 }
names:
  - { id: league-name, at: 2, language: en, name: League, start: 1951-12-05 }
  - { id: league-alias, at: 2, kind: alias, language: en, name: The League }
locations:
  - { id: league-seat, at: 3, kind: headquarters, city: Bern, start: 1952 }
people:
  - { id: ada, at: 4, name: Ada, born: 1900 }
  - { id: ben, at: 4, name: Ben }
bodies:
  - { id: council, at: 5, name: Council, abolished: 1970-06 }
  - { id: board, at: 5, name: Board, attested: 1960 }
posts:
  - { id: head, at: 6, rank: head, holders: one, title: Head }
  - { id: council-chair, at: 6, rank: chair, holders: one, title: Chair, body: council }
  - { id: board-chair, at: 6, rank: chair, holders: one, title: Chair of the board, body: board }
  - { id: union-head, at: 6, organization: union, rank: head, holders: one, title: Head of the union }
leadership:
  - { id: term-head, at: 7, post: head, person: ben, start: 1960 }
  - { id: term-council, at: 7, post: council-chair, person: ben, start: 1960 }
members:
  - { id: member-ch, at: 8, role: member, country: CH, start: 1952 }
  - { id: member-council, at: 8, body: council, role: member, country: CH }
  - { id: league-of-union, at: 8, organization: union, role: member, member_organization: league }
relations:
  - { id: partner, at: 9, kind: partner, other: The Union, start: 1955 }
  - { id: predecessor, at: 9, kind: predecessor, other: The Committee, start: 1951 }
---
source: { id: obituary, title: An obituary, kind: press, published: 1965-01-01, published_basis: stated }
people:
  - { id: ada, at: 1, died: 1964-03-01 }
leadership:
  - { id: term-union, at: 2, post: union-head, person: ada, start: 1950 }
---
source: { id: act, title: An act, kind: primary, published: 1991-01-01, published_basis: stated }
organizations:
  - { id: league, at: 1, dissolved: 1990-03-31 }
`
const { db } = await withTemporaryFolder({ 'a.yaml': CODES + CHARTER }, loadFolder)

interface Ended {
  end: string | null
  status: string
  end_min: string
  end_max: string
}

const END_FIELDS: Readonly<Record<string, string>> = { bodies: 'abolished' }

/** The end of a record as known now, and its claims, as `record.field`. */
function endOf(collection: string, record: string): unknown[] {
  const field = END_FIELDS[collection] ?? 'end'
  const row = db
    .prepare<[string], Ended>(`
      SELECT "${field}" AS "end", status, end_min, end_max
        FROM ${collection}
       WHERE id = ?
         AND known_to IS NULL`)
    .get(record)
  const evidence = db
    .prepare<object, string>(`
      SELECT claims.record || '.' || claims.field
        FROM stances
        JOIN versions ON versions.record     = stances.record
                     AND versions.known_from = stances.known_from
        JOIN claims   ON claims.seq = stances.claim
       WHERE stances.record = :record
         AND stances.field  = :field
         AND versions.known_to IS NULL`)
    .pluck()
  return [row?.end, row?.status, row?.end_min, row?.end_max, ...evidence.all({ record, field })]
}

const LAST = '1990-03-31'

describe('when an organization ends, so does', () => {
  it.each([
    ['its official name', 'names', 'league-name'],
    ['its alias', 'names', 'league-alias'],
    ['its location', 'locations', 'league-seat'],
    ['its post', 'posts', 'head'],
    ['the post of a body whose end is not known', 'posts', 'board-chair'],
    ['its member', 'members', 'member-ch'],
    ['its membership of another organization', 'members', 'league-of-union'],
  ])('%s, on the same day', (_, collection, record) => {
    expect(endOf(collection, record)).toEqual([LAST, 'ended', LAST, LAST, 'league.dissolved'])
  })

  it.each([
    ['its body, no earlier than attested', 'bodies', 'board', '1960-01-01'],
    ['its relation', 'relations', 'partner', '1955-01-01'],
    ['the term in its post', 'leadership', 'term-head', '1960-01-01'],
  ])('%s, at the latest on that day', (_, collection, record, end_min) => {
    expect(endOf(collection, record)).toEqual([
      ...[`../${LAST}`, 'ended', end_min, LAST],
      'league.dissolved',
    ])
  })

  it('no event of one day: a predecessor', () => {
    expect(
      db.prepare(`SELECT "end", status, time_kind FROM relations WHERE id = 'predecessor'`).get(),
    ).toEqual({ end: null, status: null, time_kind: 'day' })
  })
})

describe('when a body ends, so does', () => {
  it.each([
    ['its post', 'posts', 'council-chair'],
    ['its member', 'members', 'member-council'],
  ])('%s', (_, collection, record) => {
    expect(endOf(collection, record)).toEqual([
      ...['1970-06', 'ended', '1970-06-01', '1970-06-30'],
      'council.abolished',
    ])
  })

  it('the term in its post, at the latest', () => {
    expect(endOf('leadership', 'term-council')).toEqual([
      ...['../1970-06', 'ended', '1960-01-01', '1970-06-30'],
      'council.abolished',
    ])
  })
})

describe('when a person dies', () => {
  it('the term ends at the latest, in a post that goes on', () => {
    expect(endOf('posts', 'union-head')).toEqual([null, 'ongoing', '9999-12-31', '9999-12-31'])
    expect(endOf('leadership', 'term-union')).toEqual([
      ...['../1964-03-01', 'ended', '1950-01-01', '1964-03-01'],
      'ada.died',
    ])
  })
})

describe('the start of a record', () => {
  it.each([
    ['locations', 'league-seat', '1952-01-01'],
    ['names', 'league-alias', '1951-12-05'],
    ['posts', 'head', '1951-12-05'],
    ['posts', 'union-head', '1945-01-01'],
    ['members', 'league-of-union', '1951-12-05'],
  ])('of %s %s is no earlier than that of what it depends on: %s', (collection, record, day) => {
    const select = db.prepare(
      `SELECT start_min FROM ${collection} WHERE id = ? AND known_to IS NULL`,
    )
    expect(select.pluck().get(record)).toBe(day)
  })
})

describe('the versions of a record', () => {
  it('begin on the day from which the end of its organization is known', () => {
    const rows = db.prepare(
      `SELECT known_from, known_to, "end" FROM names WHERE id = 'league-name'`,
    )
    expect(rows.raw().all()).toEqual([
      ['1960-01-01', '1991-01-01', null],
      ['1991-01-01', null, LAST],
    ])
  })
})
