import type { Database } from '../../database/connection.ts'
import { type ResourceType, storedFields } from '../../domain/resource-type.ts'
import type { Diagnostics } from '../diagnostics.ts'
import type { SeedPosition } from '../read/seed-position.ts'
import { firstPositionOf } from './references.ts'

/** Reports references to a record of another organization, such as a body or a post. */
export function reportForeignReferences(
  db: Database,
  resourceTypes: readonly ResourceType[],
  diagnostics: Diagnostics,
): void {
  const withOrganization = resourceTypes.filter((type) => 'organization' in storedFields(type))
  const names = new Set(withOrganization.map(({ name }) => name))
  for (const { name: collection, fields } of withOrganization)
    for (const [field, { refersTo = '' }] of Object.entries(fields)) {
      if (!names.has(refersTo)) continue
      const foreign = db.prepare<[], { id: string; value: string; own: string; other: string }>(`
        SELECT item.id, item."${field}" AS value,
               item.organization AS own, other.organization AS other
          FROM ${collection} AS item
          JOIN ${refersTo}   AS other ON other.id = item."${field}"
         WHERE item.known_to IS NULL
           AND other.known_to IS NULL
           AND other.organization <> item.organization`)
      for (const { id, value, own, other } of foreign.all()) {
        const position = firstPositionOf(db, id, field)
        const message = `${value} is a record of ${other}, not of ${own}`
        if (position !== undefined)
          diagnostics.add(position, { section: collection, id, field }, message)
      }
    }
  reportForeignPosts(db, diagnostics)
}

/** Reports terms in a post of another organization than the one that the seed file is about. */
function reportForeignPosts(db: Database, diagnostics: Diagnostics): void {
  const foreign = db.prepare<
    [],
    SeedPosition & { record: string; post: string; about: string; other: string }
  >(`
    SELECT claims.record, claims.value AS post, position.about, posts.organization AS other,
           position.file, position.line, position.column, position.path
      FROM claims
      JOIN temp.claim_positions AS position ON position.claim = claims.id
      JOIN posts                            ON posts.id = claims.value
                                           AND posts.known_to IS NULL
     WHERE claims.collection = 'leadership'
       AND claims.field      = 'post'
       AND position.about <> posts.organization`)
  for (const { record, post, about, other, ...position } of foreign.all()) {
    const message = `${post} is a post of ${other}, not of ${about}, which this seed file is about`
    diagnostics.add(position, { section: 'leadership', id: record, field: 'post' }, message)
  }
}
