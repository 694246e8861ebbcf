import leven from 'leven'
import type { Database } from '../database/connection.ts'
import { type FieldType, type ResourceType, storedFields } from '../domain/resource-type.ts'
import { resourceTypes } from '../domain/resources/index.ts'
import { similarWords } from '../domain/suggestions.ts'
import type { DataCheck, Finding } from './data-check.ts'

/** Two records that may be one. */
export const duplicateChecks: readonly DataCheck[] = [
  {
    name: 'near-id',
    description:
      'two records with almost equal ids that no key, name, code or number distinguishes',
    find: (db) => resourceTypes.flatMap((resourceType) => findNearIds(db, resourceType)),
  },
  {
    name: 'near-duplicate',
    description: 'two people, organizations, bodies, posts or publications with almost equal names',
    find: (db) => NAMED_RECORDS.flatMap((named) => findSimilarNames(db, named)),
  },
]

/** Documents word and date the same thing in different ways. */
const VARIABLE_TYPES: readonly FieldType[] = ['text', 'own_words', 'url', 'date', 'period']

/** The name of an organization is a record of its own. */
const SAME_NAME = `(SELECT name FROM records WHERE id = b.id) = (SELECT name FROM records WHERE id = a.id)`

function findNearIds(db: Database, resourceType: ResourceType): Finding[] {
  const fields = Object.entries(storedFields(resourceType))
  const needed = fields.filter(([, { role }]) => role !== 'plain')
  const others = fields.filter(
    ([, { role, type }]) => role === 'plain' && !VARIABLE_TYPES.includes(type),
  )
  const conditions = [
    ...needed.map(([name]) => `b."${name}" = a."${name}"`),
    ...others.map(([name]) => `coalesce(b."${name}" = a."${name}", TRUE)`),
    ...(needed.length === 0 ? [SAME_NAME] : []),
  ]
  const pairs = db.prepare<[], { id: string; other: string }>(`
    SELECT b.id, a.id AS other
      FROM ${resourceType.name} AS a
      JOIN ${resourceType.name} AS b ON ${conditions.join(' AND ')}
     WHERE a.known_to IS NULL
       AND b.known_to IS NULL
       AND b.id > a.id
     ORDER BY b.id, a.id`)
  return pairs
    .all()
    .filter(({ id, other }) => isMisspelling(id, other))
    .map(({ id, other }) => ({
      record: id,
      message: `resembles ${other}, the id of a record with the same values`,
    }))
}

/** Ids that differ only in digits are numbered on purpose, such as the periods of a party that rejoined. */
function isMisspelling(a: string, b: string): boolean {
  return a.replace(/\d+/g, '') !== b.replace(/\d+/g, '') && leven(a, b, { maxDistance: 3 }) <= 2
}

interface NamedRecord {
  id: string
  name: string
  organization: string | null
}

interface NamedRecords {
  collection: string
  field: string
  /** Whether two records can be one: the bodies of an organization, but not its former names. */
  canBeOne(a: NamedRecord, b: NamedRecord): boolean
}

const ofOneOrganization = (a: NamedRecord, b: NamedRecord) => a.organization === b.organization

const NAMED_RECORDS: readonly NamedRecords[] = [
  { collection: 'people', field: 'name', canBeOne: () => true },
  { collection: 'names', field: 'name', canBeOne: (a, b) => !ofOneOrganization(a, b) },
  { collection: 'bodies', field: 'name', canBeOne: ofOneOrganization },
  { collection: 'posts', field: 'title', canBeOne: ofOneOrganization },
  { collection: 'publications', field: 'title', canBeOne: ofOneOrganization },
]

/** Names with digits are numbered on purpose, such as the editions of a report. */
function findSimilarNames(db: Database, { collection, field, canBeOne }: NamedRecords): Finding[] {
  const records = db
    .prepare<[], NamedRecord>(`
      SELECT item.id, item.${field} AS name, versions.organization
        FROM ${collection} AS item
        JOIN versions ON versions.record     = item.id
                     AND versions.known_from = item.known_from
       WHERE item.known_to IS NULL
       ORDER BY item.id`)
    .all()
    .filter(({ name }) => !/\d/.test(name))
  return records.flatMap((record, index) => {
    const later = records
      .slice(index + 1)
      .filter((other) => other.name !== record.name && canBeOne(record, other))
    const names = later.map(({ name }) => name)
    const similar = new Set(similarWords(record.name, names, Number.POSITIVE_INFINITY))
    return later
      .filter(({ name }) => similar.has(name))
      .map(({ id }) => ({
        record: id,
        field,
        message: `resembles the ${field} of ${record.id}: ${record.name}`,
      }))
  })
}
