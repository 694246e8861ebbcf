import { idSchema } from '../../domain/record-schema.ts'
import { people } from '../../domain/resources/people.ts'
import { isKnown } from '../knowledge-time-sql.ts'
import { equalsFilter, type ListDefinition, listDefinition } from '../list-definition.ts'

const declared = listDefinition(people)

/** The list of people. A person belongs to the organizations of the posts that he or she held. */
export const peopleList: ListDefinition = {
  ...declared,
  filters: {
    ...declared.filters,
    organization: {
      ...equalsFilter(
        'organization',
        idSchema('Only people who held a post of this organization.', 'iom'),
        'organizations',
      ),
      condition: `item.id IN (
         SELECT term.person
           FROM leadership AS term
          WHERE term.organization = :organization
            AND ${isKnown('term')})`,
    },
  },
}
