import { Type } from 'typebox'
import type { Filter } from './filters.ts'
import { isKnown } from './knowledge-time-sql.ts'

/**
 * Only records with an identifier, as `scheme:value`.
 *
 * @param owner the column of `identifiers` with the id of such a record
 */
export function identifierFilter(owner: 'organization' | 'person'): Filter {
  return {
    schema: Type.Optional(
      Type.String({
        pattern: '^[a-z][a-z0-9_]*:.+$',
        maxLength: 200,
        description: 'Only with this identifier: scheme and value, separated by a colon.',
        examples: ['wikidata:Q472311'],
      }),
    ),
    condition: `item.id IN (
         SELECT identifiers.${owner}
           FROM identifiers
          WHERE identifiers.scheme = substr(:identifier, 1, instr(:identifier, ':') - 1)
            AND identifiers.value  = substr(:identifier, instr(:identifier, ':') + 1)
            AND ${isKnown('identifiers')})`,
    bind: String,
  }
}
