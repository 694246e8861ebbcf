import { people } from '../../domain/resources/people.ts'
import { organizationFilter } from '../filters.ts'
import { identifierFilter } from '../identifier-filter.ts'
import { isKnown } from '../knowledge-time-sql.ts'
import { type ListDefinition, listDefinition } from '../list-definition.ts'

const declared = listDefinition(people)

/** The list of people. A person belongs to the organizations of the posts that he or she held. */
export const peopleList: ListDefinition = {
  ...declared,
  filters: {
    ...declared.filters,
    identifier: identifierFilter('person'),
    organization: organizationFilter(
      'Only people who held a post of this organization.',
      (isOneOf) => `item.id IN (
         SELECT term.person
           FROM leadership AS term
          WHERE ${isOneOf('term.organization')}
            AND ${isKnown('term')})`,
    ),
  },
}
