import { describe, expect, it } from 'vitest'
import { edtfBounds } from '../../../src/domain/edtf.ts'
import type { Row } from '../../../src/domain/record-serialization.ts'
import { memberCountsList } from '../../../src/query/views/member-counts.ts'
import {
  fixtureDatabase,
  idsOf,
  listOf,
  fixtureRelease as release,
  selectRows,
} from '../fixture-release.ts'

interface Period extends Row {
  start_min: string
  start_max: string
  end_min: string
  end_max: string
}

/** The stored versions of a table that were current at `known_at`. */
function versionsOf(table: string, known_at: string): Period[] {
  return fixtureDatabase
    .prepare<[string, string], Period>(
      `SELECT * FROM ${table} WHERE known_from <= ? AND (known_to IS NULL OR known_to > ?)`,
    )
    .all(known_at, known_at)
}

const STATEMENTS = fixtureDatabase
  .prepare<[], Period>("SELECT * FROM completeness WHERE collection = 'members'")
  .all()

/** The roles that each category counts. */
const ROLES = new Map(
  selectRows(release, listOf('codes'), { filters: { vocabulary: 'count_categories' } }).map(
    ({ code, counts_roles }) => [code, String(counts_roles ?? '').match(/\S+/g) ?? []],
  ),
)
const rolesOf = ({ category }: Row): string[] => ROLES.get(category ?? null) ?? []

/** The number of parties that were certainly, or possibly, members on the date of a count or at `valid_at`. */
function countParties(count: Period, members: Period[], valid_at?: string) {
  const roles = rolesOf(count)
  if (roles.length === 0) return { definite: null, possible: null }
  const roster = members.filter(
    ({ organization, body, role }) =>
      organization === count.organization && body === count.body && roles.includes(String(role)),
  )
  const time = edtfBounds(valid_at ?? String(count.date))
  // A statement is about one day of its date, whichever it is; a request about some day of its time.
  const [first, last] = valid_at === undefined ? [time.min, time.max] : [time.max, time.min]
  const parties = (isMember: (member: Period) => boolean) =>
    new Set(roster.filter(isMember).map(({ party }) => party)).size
  return {
    definite: parties((one) => one.start_max <= first && one.end_min >= last),
    possible: parties((one) => one.start_min <= time.max && one.end_max >= time.min),
  }
}

/**
 * Whether the roster is stated to be complete: for every counted role, on all days of the date. No statement is about
 * the members of one body.
 */
function isComplete(count: Period): boolean {
  if (count.body !== null) return false
  const isAbout = (statement: Period, counted: string) =>
    statement.organization === count.organization &&
    (statement.role === null || statement.role === counted) &&
    statement.extent === 'complete' &&
    statement.start_min <= count.start_min &&
    statement.end_max >= count.start_max
  const roles = rolesOf(count)
  return roles.length > 0 && roles.every((role) => STATEMENTS.some((one) => isAbout(one, role)))
}

function agrees(count: Period, members: Period[], known_at: string) {
  if (known_at < release.last_known || !isComplete(count)) return null
  const { definite, possible } = countParties(count, members)
  const isEnough = count.qualifier === 'at_most' || Number(count.count) <= Number(possible)
  const isNotTooMany = count.qualifier === 'at_least' || Number(count.count) >= Number(definite)
  return Number(isEnough && isNotTooMany)
}

const DAYS = ['1960-05-02', '1996-12-31', '2010-01-01', '2013-07-15', '2021-12-31', '2026-11-27']

describe('the list of member counts', () => {
  it.each(DAYS)('has on %s beside each count the number of parties in the roster', (known_at) => {
    const members = versionsOf('members', known_at)
    const counts = new Map(versionsOf('member_counts', known_at).map((row) => [row.id, row]))
    const rows = selectRows(release, memberCountsList, { known_at })
    expect(rows).toHaveLength(counts.size)
    for (const { id = null, counted_definite, counted_possible, roster_agrees } of rows) {
      const count = counts.get(id)
      if (count === undefined) throw new Error(`There is no member count ${id}.`)
      const { definite, possible } = countParties(count, members)
      expect([counted_definite, counted_possible, roster_agrees], String(id)).toEqual([
        ...[definite, possible],
        agrees(count, members, known_at),
      ])
    }
  })

  it.each(['1955', '1990-05-02', '1995-11', '2002-07/2002-08', '2011', '2024-03', '2026/..'])(
    'has with valid_at=%s the number of parties then, and whether the roster agrees on the date of the count',
    (valid_at) => {
      const members = versionsOf('members', release.last_known)
      const counts = new Map(versionsOf('member_counts', release.last_known).map((c) => [c.id, c]))
      const rows = selectRows(release, memberCountsList, { valid_at })
      expect(rows.length).toBeGreaterThan(0)
      for (const { id = null, counted_definite, counted_possible, roster_agrees } of rows) {
        const count = counts.get(id)
        if (count === undefined) throw new Error(`There is no member count ${id}.`)
        const { definite, possible } = countParties(count, members, valid_at)
        expect([counted_definite, counted_possible, roster_agrees], String(id)).toEqual([
          ...[definite, possible],
          agrees(count, members, release.last_known),
        ])
      }
    },
  )

  it.each([
    ['example-union-member-states-2020-09', undefined, [5, 5, 1]],
    ['example-union-member-states-2021-03-to-2021-05', undefined, [5, 6, 1]],
    ['example-union-member-states-2026-06-to-2026-10', undefined, [6, 6, 0]],
    // A party that left and came back counts once.
    ['example-union-member-states-2021-03-to-2021-05', '1970/2021-06', [6, 6, 1]],
    // No role is counted.
    ['example-union-observers-2003', undefined, [null, null, null]],
    ['example-union-observers-2003', '2005', [null, null, null]],
    // Members are organizations, a territory and a name; an applicant is none.
    ['example-association-members-2010', undefined, [3, 3, 1]],
    ['example-association-members-2010', '2020', [2, 2, 1]],
    // Members of a body, whose roster is compared with nothing.
    ['example-merged-company-board-members-1988', undefined, [0, 0, null]],
    ['example-merged-company-board-members-2013', '2013-07', [0, 0, null]],
    // An associate member, an observer and a suspended member beside members; one leaves on a day of 2001.
    ['example-town-planning-members-1990', undefined, [2, 2, null]],
    ['example-town-planning-members-1990', '1995', [3, 3, null]],
    ['example-town-planning-members-1990', '1997', [4, 4, null]],
    ['example-town-planning-members-1990', '2001', [3, 3, null]],
    ['example-town-planning-members-1990', '2001-06', [2, 3, null]],
    // Suspended members; the roster is a sample.
    ['african-union-suspended-states-2024-03', undefined, [4, 6, null]],
    ['african-union-suspended-states-2024-03', '2026-02', [4, 4, null]],
    // The roster is partial; one member is known only from a later document.
    ['fifa-associations-2016-05-13', undefined, [19, 20, null]],
  ])('has for %s with valid_at=%s the numbers and roster_agrees %j', (id, valid_at, expected) => {
    const options = valid_at === undefined ? {} : { valid_at }
    const row = selectRows(release, memberCountsList, options).find((one) => one.id === id)
    expect([row?.counted_definite, row?.counted_possible, row?.roster_agrees]).toEqual(expected)
  })

  it('does not compare with the roster before the last known day', () => {
    const agreesAt = (known_at: string) =>
      selectRows(release, memberCountsList, { known_at })
        .filter(({ id }) => id === 'example-union-member-states-2020-09')
        .map(({ counted_definite, roster_agrees }) => [counted_definite, roster_agrees])
    expect(agreesAt('2021-12-31')).toEqual([[5, null]])
    expect(agreesAt('2026-11-26')).toEqual([[5, null]])
    expect(agreesAt('2026-11-27')).toEqual([[5, 1]])
    expect(agreesAt('2999-01-01')).toEqual([[5, 1]])
  })

  it('has with roster_agrees only the counts that agree, or only those that do not', () => {
    const all = selectRows(release, memberCountsList)
    for (const roster_agrees of [true, false]) {
      const expected = all.filter((row) => row.roster_agrees === Number(roster_agrees))
      expect(expected.length).toBeGreaterThan(0)
      const rows = selectRows(release, memberCountsList, { filters: { roster_agrees } })
      expect(idsOf(rows)).toEqual(idsOf(expected))
    }
  })
})
