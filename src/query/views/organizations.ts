import type { Row } from '../../domain/record-serialization.ts'
import { organizations } from '../../domain/resources/organizations.ts'
import { identifierFilter } from '../identifier-filter.ts'
import { isKnown } from '../knowledge-time-sql.ts'
import { type ListDefinition, listDefinition } from '../list-definition.ts'
import type { Release } from '../release.ts'
import { isDefinite, isPossible } from '../valid-time-sql.ts'
import { type EvidenceItem, evidenceItemsAt, selectVersionJson } from '../version-json.ts'

/**
 * Organizations, and the versions of `names` and `locations` from which their name, acronym and headquarters
 * follow. The versions are selected with each request, because they depend on both times and on `:lang`.
 */

/**
 * Whether a version is of the requested time. Without a valid time, `:valid_min` is NULL, and the version must not
 * have ended before the organization.
 */
function isOfThatTime(alias: string): string {
  return `CASE WHEN :valid_min IS NULL THEN ${alias}.end_max >= organizations.end_min
                ELSE ${isPossible(alias)} END`
}

const IS_DEFINITE = `(:valid_min IS NULL OR (${isDefinite('best')}))`

const VERSION = 'json_array(best.id, best.known_from)'

/**
 * Names of that time first, so that an organization that ended has its last name; then official ones, certain ones,
 * those in the requested language, in several, in English, and the latest.
 */
const ofBestName = (expression: string, condition = '') => `(
         SELECT ${expression}
           FROM names AS best
          WHERE best.organization = organizations.id
            AND ${isKnown('best')} ${condition}
          ORDER BY ${isOfThatTime('best')} DESC,
                   best.kind = 'official' DESC, ${IS_DEFINITE} DESC,
                   best.language = :lang DESC, :lang LIKE best.language || '-%' DESC,
                   best.language LIKE :lang || '-%' DESC,
                   best.language = 'mul' DESC, best.language = 'en' DESC,
                   best.start_min DESC, best.id
          LIMIT 1)`

/** An acronym of another time is used only if all names are of another time. */
const ACRONYM_VERSION = `CASE WHEN ${isOfThatTime('best')} OR NOT EXISTS (
                  SELECT 1
                    FROM names AS other
                   WHERE other.organization = organizations.id
                     AND ${isKnown('other')}
                     AND ${isOfThatTime('other')}) THEN ${VERSION} END`

const OF_HEADQUARTERS = `(
         SELECT ${VERSION}
           FROM locations AS best
          WHERE best.organization = organizations.id
            AND best.kind         = 'headquarters'
            AND ${isKnown('best')}
            AND (:valid_min IS NULL OR ${isOfThatTime('best')})
          ORDER BY ${isOfThatTime('best')} DESC, ${IS_DEFINITE} DESC, best.start_min DESC, best.id
          LIMIT 1)`

/** All organizations with their names, which depend on `:lang`, `:known_at`, `:valid_min` and `:valid_max`. */
export const ORGANIZATIONS = `(
  SELECT organizations.*,
         ${ofBestName('best.name')} AS name,
         ${ofBestName('best.collation')} AS collation,
         ${ofBestName(VERSION)} AS name_version,
         ${ofBestName(ACRONYM_VERSION, 'AND best.acronym IS NOT NULL')} AS acronym_version,
         ${OF_HEADQUARTERS} AS headquarters_version
    FROM organizations)`

/** A column with a version, and the computed fields that come from it. */
interface DerivedFields {
  column: string
  /** The field of that version, by computed field. */
  fields: Readonly<Record<string, string>>
}

const DERIVED: readonly DerivedFields[] = [
  { column: 'name_version', fields: { name: 'name', name_language: 'language' } },
  { column: 'acronym_version', fields: { acronym: 'acronym' } },
  {
    column: 'headquarters_version',
    fields: { headquarters_city: 'city', headquarters_country: 'country' },
  },
]

const declared = listDefinition(organizations)
const COLUMNS = [...(declared.requiredColumns ?? []), ...DERIVED.map(({ column }) => column)]

export const organizationsList: ListDefinition = {
  ...declared,
  table: ORGANIZATIONS,
  columns: COLUMNS,
  requiredColumns: COLUMNS,
  filters: { ...declared.filters, identifier: identifierFilter('organization') },
  usesValidTime: true,
  usesLanguage: true,
  // Without a name, an organization is listed under its id.
  sorts: { ...declared.sorts, name: 'coalesce(item.collation, item.id)' },
}

/** The computed fields of an organization, and the claims that they follow from. */
export interface DerivedValues {
  values: Row
  evidence: EvidenceItem[]
}

export interface DerivedValuesRequest {
  known_at: string
  /** Only these fields; null for all. */
  fields: readonly string[] | null
  /** Default: `full`. */
  evidence?: 'full' | 'none'
}

/** Selects the names and headquarters of organizations. */
export function selectDerivedValues(
  release: Release,
  rows: readonly Row[],
  request: DerivedValuesRequest,
): DerivedValues[] {
  const { fields } = request
  // Without a name, an organization has its id.
  const derived = rows.map(
    ({ id = null }): DerivedValues => ({ values: { ...NONE, name: id }, evidence: [] }),
  )
  for (const one of DERIVED) {
    const wanted = Object.entries(one.fields).filter(([field]) => fields?.includes(field) ?? true)
    if (wanted.length > 0) addDerived(release, one.column, wanted, rows, request, derived)
  }
  return derived
}

const NONE: Row = Object.fromEntries(
  DERIVED.flatMap(({ fields }) => Object.keys(fields).map((field) => [field, null])),
)

/** @param fields the computed fields, each with the field of the version that it comes from */
function addDerived(
  release: Release,
  column: string,
  fields: readonly (readonly [string, string])[],
  rows: readonly Row[],
  { known_at, evidence }: DerivedValuesRequest,
  derived: readonly DerivedValues[],
): void {
  const cited = rows.flatMap((row, index) => {
    const version = row[column]
    if (version == null) return []
    const [id, known_from] = JSON.parse(String(version)) as [string, string]
    return [{ index, id, known_from }]
  })
  const versions = selectVersionJson(release, cited)
  for (const [position, { index, id }] of cited.entries()) {
    const [version, target] = [versions[position], derived[index]]
    if (version === undefined || target === undefined) continue
    const values = JSON.parse(version.fields) as Row
    const claims = evidence === 'none' ? [] : evidenceItemsAt(version, known_at)
    for (const [field, of] of fields) {
      target.values[field] = values[of] ?? null
      for (const { field: stated, ...claim } of claims)
        if (stated === of) target.evidence.push({ field, record: id, ...claim })
    }
  }
}

const IDS = `
  SELECT id
    FROM organizations AS item
   WHERE ${isKnown('item')}
   ORDER BY id
   LIMIT +:limit`

/** Selects the ids of the organizations that are known now. */
export function selectOrganizationIds({ prepare, last_known }: Release, limit: number): string[] {
  const rows = prepare<{ id: string }>(IDS).all({ known_at: last_known, limit })
  return rows.map(({ id }) => id)
}
