import type { Database } from '../database/connection.ts'
import { edtfBounds, LATEST } from '../domain/edtf.ts'
import { isDateType, type ResourceType } from '../domain/resource-type.ts'
import { resourceTypeNamed, resourceTypes } from '../domain/resources/index.ts'
import { timeKinds } from '../domain/valid-time.ts'
import { type DataCheck, type Finding, sqlCheck } from './data-check.ts'

/** The fields without which a record is not served, as JSON: pairs of a collection and a field. */
const NEEDED_FIELDS = JSON.stringify(
  resourceTypes.flatMap(({ name, fields }) =>
    Object.entries(fields)
      .filter(([, { role }]) => role !== 'plain')
      .map(([field]) => [name, field]),
  ),
)

/** Records with too little evidence, and dates that their source can hardly know. */
export const sourceChecks: readonly DataCheck[] = [
  sqlCheck(
    'unused-person',
    'a person with neither a term nor an identifier',
    `
    SELECT people.id AS record, NULL AS field, 'has neither a term nor an identifier' AS message
      FROM people
     WHERE people.known_to IS NULL
       AND NOT EXISTS (SELECT 1 FROM leadership  WHERE leadership.person  = people.id)
       AND NOT EXISTS (SELECT 1 FROM identifiers WHERE identifiers.person = people.id)`,
  ),
  sqlCheck(
    'unused-source',
    'a source without a claim that counts',
    `
    SELECT sources.id AS record, NULL AS field, 'has no claim that counts' AS message
      FROM sources
     WHERE sources.id NOT IN (SELECT source FROM claims WHERE set_aside IS NULL)`,
  ),
  sqlCheck(
    'reference-only',
    'a reference that is the only source of a record',
    `
    WITH single_source AS (
      SELECT versions.record, min(claims.source) AS source
        FROM versions
        JOIN claims  ON claims.record = versions.record
        JOIN sources ON sources.id    = claims.source
       WHERE versions.known_to IS NULL
         AND versions.collection <> 'gaps'
         AND claims.set_aside IS NULL
       GROUP BY versions.record
      HAVING count(DISTINCT claims.source) = 1
         AND min(sources.kind) = 'reference')
    SELECT source AS record, NULL AS field,
           'is the only source of ' || group_concat(record, ', ') AS message
      FROM single_source
     GROUP BY source`,
  ),
  sqlCheck(
    'undated-only',
    'a source that records need, although it is known only because it was read: it has no last day of publication',
    `
    WITH RECURSIVE undated AS (
      SELECT id
        FROM sources
       WHERE published_max = :open
       UNION
      SELECT sources.id
        FROM sources
        JOIN undated ON instr(' ' || sources.rests_on || ' ', ' ' || undated.id || ' ') > 0),
    needed AS (
      SELECT value ->> 0 AS collection, value ->> 1 AS field
        FROM json_each(:needed)),
    dependent AS (
      SELECT claims.record, min(claims.source) AS source
        FROM claims
        JOIN needed USING (collection, field)
        JOIN versions ON versions.record = claims.record
       WHERE claims.set_aside IS NULL
         AND versions.known_to IS NULL
       GROUP BY claims.record, claims.field
      HAVING count(*) FILTER (WHERE claims.source NOT IN undated) = 0)
    SELECT source AS record, NULL AS field,
           'has no last day of publication, and '
             || iif(count(DISTINCT record) = 1, '1 record needs it: ',
                    count(DISTINCT record) || ' records need it, such as ')
             || min(record) AS message
      FROM dependent
     GROUP BY source`,
    { open: LATEST, needed: NEEDED_FIELDS },
  ),
  {
    name: 'beyond-its-time',
    description:
      'a date more than two years after its source is known (nearer ones can be announced); for a count, figure or attestation, any later day',
    find: findLaterDates,
  },
]

interface ClaimRow {
  source: string
  record: string
  collection: string
  field: string
  value: string
  known_from: string
  two_years_later: string
}

function findLaterDates(db: Database): Finding[] {
  const claims = db.prepare<[], ClaimRow>(`
    SELECT source, record, collection, field, value, known_from,
           date(known_from, '+2 years') AS two_years_later
      FROM claims
     WHERE set_aside IS NULL`)
  return claims.all().flatMap((claim) => {
    const { source, record, collection, field, value, known_from, two_years_later } = claim
    const resourceType = resourceTypeNamed(collection)
    if (resourceType === undefined || !isDateType(resourceType.fields[field]?.type)) return []
    const canBeAnnounced = !isObserved(resourceType, field)
    if (edtfBounds(value).min <= (canBeAnnounced ? two_years_later : known_from)) return []
    const distance = canBeAnnounced ? 'more than two years after' : 'after'
    const message = `${value} is ${distance} ${known_from}, the day from which ${source} is known`
    return [{ record, field, source, message }]
  })
}

/** Whether the date is that of a statement about what was so: a count, a stock, an attestation. */
function isObserved({ time }: ResourceType, field: string): boolean {
  return timeKinds(time).some(
    (kind) =>
      (kind.kind === 'series' && kind.date === field) ||
      ('attested' in kind && kind.attested === field),
  )
}
