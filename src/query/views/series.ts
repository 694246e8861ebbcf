import type { Qualifier } from '../../domain/qualifiers.ts'
import { isKnown } from '../knowledge-time-sql.ts'
import type { Release } from '../release.ts'
import { evidenceAt, selectVersionJson } from '../version-json.ts'

/** Series: numbers by year, from the roster of members and from statements of documents. */

/** The membership of one party. */
export interface Membership {
  party: string
  start_min: string
  start_max: string
  end_min: string
  end_max: string
}

const ROSTER = `
  SELECT party, start_min, start_max, end_min, end_max
    FROM members AS member
   WHERE organization = :organization
     AND body IS NULL
     AND role IN (SELECT value FROM json_each(:roles))
     AND ${isKnown('member')}
   ORDER BY party`

/** Selects the members in some roles, and when they had them, ordered by party. */
export function selectRoster(
  { prepare }: Release,
  organization: string,
  roles: readonly string[],
  known_at: string,
): Membership[] {
  return prepare<Membership>(ROSTER).all({ organization, roles: JSON.stringify(roles), known_at })
}

/** Counts the parties that surely were members on some of the days, and those that may have been. */
export function countMembers(
  roster: readonly Membership[],
  { first, last }: { first: string; last: string },
): { definite: number; possible: number } {
  return {
    definite: countParties(roster, (one) => one.start_max <= last && one.end_min >= first),
    possible: countParties(roster, (one) => one.start_min <= last && one.end_max >= first),
  }
}

/** Counts the parties that surely were members on all of the days, and those that may have been on one. */
export function countMembersThroughout(
  roster: readonly Membership[],
  { first, last }: { first: string; last: string },
): { definite: number; possible: number } {
  return {
    definite: countParties(roster, (one) => one.start_max <= first && one.end_min >= last),
    possible: countParties(roster, (one) => one.start_min <= last && one.end_max >= first),
  }
}

/** Counts the parties with a membership that matches. A roster is ordered by party, so equal ones are neighbours. */
function countParties(
  roster: readonly Membership[],
  matches: (membership: Membership) => boolean,
): number {
  let count = 0
  let last: string | undefined
  for (const membership of roster) {
    if (membership.party === last || !matches(membership)) continue
    count += 1
    last = membership.party
  }
  return count
}

/** A number that a document states. */
export interface StatedNumber {
  record: string
  collection: string
  /** The code of what is counted. */
  code: string
  value: number
  unit: string | null
  qualifier: Qualifier
  /** EDTF, and the days that it allows. */
  date: string
  first: string
  last: string
  /** The ids of the sources that agree with the number. */
  sources: string[]
}

/** The statements whose category counts exactly these roles. */
const COUNTS = `
  SELECT id AS record, 'member_counts' AS collection, category AS code, "count" AS value,
         NULL AS unit, qualifier, date, start_min AS first, end_max AS last, known_from
    FROM member_counts AS stated
   WHERE organization = :organization
     AND body IS NULL
     AND ${isKnown('stated')}
     AND (SELECT json_group_array(role ORDER BY role)
            FROM counted_roles
           WHERE counted_roles.category = stated.category) = :roles
   ORDER BY start_min, id`

const FIGURES = `
  SELECT id AS record, 'figures' AS collection, measure AS code, value,
         unit, qualifier, date, start_min AS first, end_max AS last, known_from
    FROM figures AS stated
   WHERE organization = :organization
     AND measure      = :measure
     AND ${isKnown('stated')}
   ORDER BY start_min, id`

type Row = Omit<StatedNumber, 'sources'> & { known_from: string }

export function selectStatedCounts(
  release: Release,
  organization: string,
  roles: readonly string[],
  known_at: string,
): StatedNumber[] {
  const parameters = { organization, roles: JSON.stringify(roles.toSorted()), known_at }
  return withSources(release, release.prepare<Row>(COUNTS).all(parameters), 'count', known_at)
}

export function selectStatedFigures(
  release: Release,
  organization: string,
  measure: string,
  known_at: string,
): StatedNumber[] {
  const rows = release.prepare<Row>(FIGURES).all({ organization, measure, known_at })
  return withSources(release, rows, 'value', known_at)
}

function withSources(
  release: Release,
  rows: readonly Row[],
  field: string,
  known_at: string,
): StatedNumber[] {
  const versions = selectVersionJson(
    release,
    rows.map(({ record, known_from }) => ({ id: record, known_from })),
  )
  return rows.map(({ known_from: _, ...row }, index) => {
    const version = versions[index]
    const items =
      version === undefined ? [] : JSON.parse(evidenceAt(version, known_at, [field]).json)
    const agreeing = (items as { stance: string; source: string }[]).filter(
      ({ stance }) => stance === 'agrees',
    )
    return { ...row, sources: [...new Set(agreeing.map(({ source }) => source))].sort() }
  })
}
