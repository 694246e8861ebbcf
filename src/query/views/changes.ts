import { edtfBounds } from '../../domain/edtf.ts'
import { idSchema } from '../../domain/record-schema.ts'
import { fromCell, type Row, storedColumns } from '../../domain/record-serialization.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import { resourceTypes } from '../../domain/resources/index.ts'
import {
  dateParameter,
  equalsFilter,
  type Filter,
  type ListDefinition,
} from '../list-definition.ts'
import type { Release } from '../release.ts'

/** The list of changes: what changed on each day on which sources became known. */

export const changesList: ListDefinition = {
  name: 'changes',
  table: 'known_days',
  columns: ['id'],
  knownCondition: 'item.id <= :known_at',
  firstKnownColumn: 'id',
  filters: {
    organization: {
      ...equalsFilter(
        'organization',
        idSchema('Only days and changes of records of this organization.', 'iom'),
        'organizations',
      ),
      condition: `item.id IN (
         SELECT versions.known_from
           FROM versions
          WHERE versions.organization = :organization
          UNION ALL
         SELECT claims.known_from
           FROM versions
          CROSS JOIN stances ON stances.record     = versions.record
                            AND stances.known_from = versions.known_from
                            AND stances.stance     = 'disagrees'
          CROSS JOIN claims  ON claims.seq        = stances.claim
                            AND claims.known_from > versions.known_from
          WHERE versions.organization = :organization)`,
    },
    since: {
      ...dayFilter('since', 'On or after the first day of this date:', '>=', 'min'),
      rangeEnd: 'until',
    },
    until: dayFilter('until', 'On or before the last day of this date:', '<=', 'max'),
  },
  sorts: { id: 'item.id' },
  defaultSort: 'id',
  validTime: null,
}

function dayFilter(
  name: string,
  description: string,
  operator: '>=' | '<=',
  bound: 'min' | 'max',
): Filter {
  return {
    schema: dateParameter(description),
    condition: `item.id ${operator} :${name}`,
    bind: (value) => edtfBounds(String(value))[bound],
  }
}

/** What the sources of one day changed. */
export interface Change {
  id: string
  sources: string[]
  became_known: { record: string; collection: string }[]
  changed: { record: string; collection: string; field: string; before: unknown; after: unknown }[]
  overruled: Row[]
}

/**
 * Selects the changes of these days.
 *
 * @param organization only changes of its records; null for all
 */
export function selectChanges(
  release: Release,
  days: readonly string[],
  organization: string | null,
): Change[] {
  const parameters = { days: JSON.stringify(days), organization }
  const sources = Map.groupBy(
    release.prepare<{ id: string; day: string }>(SOURCES).all(parameters),
    ({ day }) => day,
  )
  const overruled = Map.groupBy(release.prepare<Row>(OVERRULED).all(parameters), ({ day }) =>
    String(day),
  )
  const versions = Map.groupBy(
    resourceTypes.flatMap((type) => selectNewVersions(release, type, parameters)),
    ({ day }) => day,
  )
  return days.map((day) => {
    const begun = versions.get(day) ?? []
    return {
      id: day,
      sources: (sources.get(day) ?? []).map(({ id }) => id),
      became_known: begun
        .filter(({ changes }) => changes === null)
        .map(({ record, collection }) => ({ record, collection })),
      changed: begun.flatMap(({ record, collection, changes }) =>
        (changes ?? []).map((change) => ({ record, collection, ...change })),
      ),
      overruled: (overruled.get(day) ?? []).map(({ day: _, ...claim }) => claim),
    }
  })
}

const SOURCES = `
  SELECT id, known_from AS day
    FROM sources
   WHERE known_from IN (SELECT value FROM json_each(:days))
     AND (:organization IS NULL
          OR EXISTS (SELECT 1
                       FROM claims
                      CROSS JOIN stances  ON stances.claim       = claims.seq
                                         AND stances.known_from <= sources.known_from
                      CROSS JOIN versions ON versions.record       = stances.record
                                         AND versions.known_from   = stances.known_from
                                         AND versions.organization = :organization
                      WHERE claims.source = sources.id))
   ORDER BY id`

/**
 * Claims that disagree from one of these days on: the first day of the version, or the day on which the
 * claim became known if that is later. Claims that already disagreed with the version before are left out.
 */
const OVERRULED = `
  WITH disagreeing AS (
    SELECT versions.known_from AS day, versions.record, versions.known_from, stances.claim
      FROM json_each(:days) AS day
      JOIN versions ON versions.known_from = day.value
      JOIN stances  ON stances.record     = versions.record
                   AND stances.known_from = versions.known_from
     WHERE stances.stance = 'disagrees'
     UNION
    SELECT sources.known_from, stances.record, stances.known_from, stances.claim
      FROM json_each(:days) AS day
      JOIN sources ON sources.known_from = day.value
      JOIN claims  ON claims.source = sources.id
      JOIN stances ON stances.claim = claims.seq
     WHERE stances.stance = 'disagrees')
  SELECT disagreeing.day, claims.id AS claim,
         claims.record, claims.collection, claims.field, claims.value, claims.source
    FROM disagreeing
   CROSS JOIN claims ON claims.seq = disagreeing.claim
   WHERE disagreeing.day = max(disagreeing.known_from, claims.known_from)
     AND (:organization IS NULL
          OR EXISTS (SELECT 1
                       FROM versions
                      WHERE versions.record       = disagreeing.record
                        AND versions.known_from   = disagreeing.known_from
                        AND versions.organization = :organization))
     AND NOT EXISTS (
           SELECT 1
             FROM versions AS before
             JOIN stances  AS earlier ON earlier.record     = before.record
                                     AND earlier.known_from = before.known_from
            WHERE before.record   = disagreeing.record
              AND before.known_to = disagreeing.known_from
              AND earlier.claim   = disagreeing.claim
              AND earlier.stance  = 'disagrees')
   ORDER BY disagreeing.day, claims.collection, claims.record, claims.field, claims.id`

interface NewVersion {
  day: string
  record: string
  collection: string
  /** The values that changed; null if the record became known. */
  changes: { field: string; before: unknown; after: unknown }[] | null
}

/** The versions of a resource type that begin on these days, compared with the versions before. */
function selectNewVersions(
  { prepare }: Release,
  resourceType: ResourceType,
  parameters: { days: string; organization: string | null },
): NewVersion[] {
  const { name } = resourceType
  const columns = storedColumns(resourceType).filter(
    (column) => !['id', 'known_from', 'known_to'].includes(column),
  )
  const selected = (alias: string) =>
    columns.map((column) => `${alias}."${column}" AS ${alias}_${column}`)
  const rows = prepare<Row>(`
  SELECT after.id, after.known_from, before.known_from AS known_before,
         ${[...selected('before'), ...selected('after')].join(', ')}
    FROM json_each(:days) AS day
    JOIN versions ON versions.known_from = day.value
                 AND versions.collection = '${name}'
    JOIN ${name} AS after       ON (after.id, after.known_from) = (versions.record, versions.known_from)
    LEFT JOIN ${name} AS before ON (before.id, before.known_to) = (after.id, after.known_from)
   WHERE (:organization IS NULL OR versions.organization = :organization)
   ORDER BY after.known_from, after.id`).all(parameters)
  return rows.map((row) => ({
    day: String(row.known_from),
    record: String(row.id),
    collection: name,
    changes:
      row.known_before === null
        ? null
        : columns.flatMap((column) => changeOf(resourceType, column, row)),
  }))
}

function changeOf(resourceType: ResourceType, field: string, row: Row) {
  const before = row[`before_${field}`] ?? null
  const after = row[`after_${field}`] ?? null
  if (before === after) return []
  const value = (cell: typeof before) => fromCell(resourceType, field, cell)
  return [{ field, before: value(before), after: value(after) }]
}
