import type { Database } from '../database/connection.ts'
import { isDay } from '../domain/edtf.ts'
import { isDateType, storedFields } from '../domain/resource-type.ts'
import { resourceTypeNamed } from '../domain/resources/index.ts'
import type { DataCheck, Finding } from './data-check.ts'

interface Gap {
  id: string
  organization: string
  collection: string
  field: string
}

/** Gaps that the data has filled since they were written. */
export const gapChecks: readonly DataCheck[] = [
  {
    name: 'gap-filled',
    description:
      'a gap about a field that every record of the collection has (a date: as an exact day)',
    find: findFilledGaps,
  },
]

/** A gap without a field, or about records that are missing, is in our words alone and cannot be compared. */
function findFilledGaps(db: Database): Finding[] {
  const gaps = db
    .prepare<[], Gap>(`
      SELECT id, organization, collection, field
        FROM gaps
       WHERE known_to IS NULL
         AND field IS NOT NULL
       ORDER BY id`)
    .all()
  return gaps.flatMap(({ id, organization, collection, field }): Finding[] => {
    const resourceType = resourceTypeNamed(collection)
    const declared = resourceType && storedFields(resourceType)[field]
    if (declared === undefined)
      return [{ record: id, field: 'field', message: `${collection} has no field ${field}` }]
    const { type, role } = declared
    // Every record has its needed fields, so such a gap is about records that are missing.
    if (role !== 'plain') return []
    const owner = collection === 'organizations' ? 'id' : 'organization'
    const values = db
      .prepare<[string], string | number | null>(`
        SELECT "${field}"
          FROM ${collection}
         WHERE ${owner} = ?
           AND known_to IS NULL`)
      .pluck()
      .all(organization)
    const isMissing = (value: string | number | null) =>
      value === null || (isDateType(type) && !isDay(String(value)))
    if (values.length === 0 || values.some(isMissing)) return []
    const message = `every record of ${collection} has ${isDateType(type) ? 'an exact day in ' : ''}${field} now; remove the gap`
    return [{ record: id, field: 'field', message }]
  })
}
