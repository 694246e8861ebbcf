import { describe, expect, it } from 'vitest'
import type { Row } from '../../../src/domain/record-serialization.ts'
import { memberCountsList } from '../../../src/query/views/member-counts.ts'
import {
  fixtureDatabase,
  idsOf,
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

/** Counts the members of the organization that are in the roster on the date of a count. */
function countRoster(count: Period, members: Period[]) {
  const roster = members.filter(
    ({ organization, role }) => organization === count.organization && role === 'member',
  )
  const certain = roster.filter(
    (one) => one.start_max <= count.start_min && one.end_min >= count.start_max,
  )
  const possible = roster.filter(
    (one) => one.start_min <= count.start_max && one.end_max >= count.start_min,
  )
  return { definite: certain.length, possible: possible.length }
}

function agrees({ count, qualifier }: Row, roster: { definite: number; possible: number }) {
  if (roster.possible === 0) return null
  const isEnough = qualifier === 'at_most' || Number(count) <= roster.possible
  const isNotTooMany = qualifier === 'at_least' || Number(count) >= roster.definite
  return Number(isEnough && isNotTooMany)
}

describe('the list of member counts', () => {
  it.each(['1960-05-02', '1996-12-31', '2013-12-31', '2020-05-31', '2021-12-31', '2026-11-22'])(
    'has on %s beside each count of member states the number of members in the roster',
    (known_at) => {
      const members = versionsOf('members', known_at)
      const counts = new Map(versionsOf('member_counts', known_at).map((row) => [row.id, row]))
      const rows = selectRows(release, memberCountsList, { known_at })
      expect(rows).toHaveLength(counts.size)
      for (const { id = null, counted_definite, counted_possible, roster_agrees } of rows) {
        const count = counts.get(id)
        if (count === undefined) throw new Error(`There is no member count ${id}.`)
        const roster = countRoster(count, members)
        expect([counted_definite, counted_possible, roster_agrees], String(id)).toEqual(
          count.category === 'member_states'
            ? [roster.definite, roster.possible, agrees(count, roster)]
            : [null, null, null],
        )
      }
    },
  )

  it.each([
    ['example-union-member-states-2020-09', 5, 5, 1],
    ['example-union-member-states-2021-03-to-2021-05', 5, 6, 1],
    ['example-union-member-states-2026-06-to-2026-10', 6, 6, 0],
    ['example-union-observers-2003', null, null, null],
  ])(
    'has for %s %j to %j members in the roster, and roster_agrees=%j',
    (id, definite, possible, agrees) => {
      const row = selectRows(release, memberCountsList).find((one) => one.id === id)
      expect(row).toMatchObject({
        counted_definite: definite,
        counted_possible: possible,
        roster_agrees: agrees,
      })
    },
  )

  it('has with roster_agrees only the counts that agree, or only those that do not', () => {
    const all = selectRows(release, memberCountsList)
    for (const roster_agrees of [true, false])
      expect(idsOf(selectRows(release, memberCountsList, { filters: { roster_agrees } }))).toEqual(
        idsOf(all.filter((row) => row.roster_agrees === Number(roster_agrees))),
      )
  })
})
