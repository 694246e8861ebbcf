import type { ResourceDeclaration } from '../../domain/resource-type.ts'
import { codes } from '../../domain/resources/codes.ts'
import { completeness } from '../../domain/resources/completeness.ts'
import { declaredFiltersAndSorts, type ListDefinition } from '../list-definition.ts'
import type { Release } from '../release.ts'

/** The lists of reference data: codes and statements of completeness. They are the same at any knowledge time. */

const referenceList = (declaration: ResourceDeclaration): ListDefinition => ({
  ...declaredFiltersAndSorts(declaration),
  columns: ['id', ...Object.keys(declaration.fields)],
  requiredColumns: ['id'],
  knownCondition: '1',
  firstKnownColumn: null,
  validTime: null,
})

export const codesList = referenceList(codes)

const completenessFilters = referenceList(completeness)

export const completenessList: ListDefinition = {
  ...completenessFilters,
  sorts: {
    ...completenessFilters.sorts,
    // An open start or end has the bounds of the calendar.
    start: 'item.start_min',
    end: 'item.end_max',
  },
}

/** How complete the records of one organization are. */
export interface CompletenessStatement {
  id: string
  role: string | null
  category: string | null
  post: string | null
  extent: string
  start: string | null
  end: string | null
  note: string | null
}

const STATEMENTS = `
  SELECT id, role, category, post, extent, start, "end", note
    FROM completeness
   WHERE organization = :organization
     AND collection   = :collection
     AND coalesce(role, :role, '')         = coalesce(:role, role, '')
     AND coalesce(category, :category, '') = coalesce(:category, category, '')
     AND coalesce(post, :post, '')         = coalesce(:post, post, '')
   ORDER BY id`

/**
 * The statements about a list of one collection of an organization.
 *
 * @param filters of the request: with one value, statements about other roles, categories and posts are left out
 */
export function selectCompleteness(
  { prepare }: Release,
  collection: string,
  organization: string,
  filters: Readonly<Record<string, unknown>>,
): CompletenessStatement[] {
  const filter = (name: string) => {
    const values = [filters[name] ?? []].flat()
    return values.length === 1 ? String(values[0]) : null
  }
  return prepare<CompletenessStatement>(STATEMENTS).all({
    organization,
    collection,
    role: filter('role'),
    category: filter('category'),
    post: filter('post'),
  })
}
