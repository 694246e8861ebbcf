import { idSchema } from '../../domain/record-schema.ts'
import { type ResourceType, storedFields } from '../../domain/resource-type.ts'
import { resourceTypes } from '../../domain/resources/index.ts'
import { organizations } from '../../domain/resources/organizations.ts'
import { dateFields } from '../../domain/valid-time.ts'
import { boundsOf, rangeFilters, rangeParameter } from '../declared-filters.ts'
import { enumSchema, listSchemaOf, setFilter } from '../filters.ts'
import { isKnown } from '../knowledge-time-sql.ts'
import type { ListDefinition } from '../list-definition.ts'

/** The timeline: every dated fact of an organization, in the order of their dates. */

/** The resource types with sentences. */
const TYPES = resourceTypes.filter(({ sentences }) => sentences !== undefined)

export const timelineCollections = TYPES.map(({ name }) => name)

/** The columns of an entry that are served as they are. */
export const ENTRY_COLUMNS = ['id', 'collection', 'record', 'organization', 'field', 'date']

function entriesOf(type: ResourceType, field: string): string {
  const bounds = boundsOf(field, dateFields(type.time)[field])
  const organization = type === organizations ? 'id' : '"organization"'
  if (type !== organizations && !('organization' in storedFields(type)))
    throw new Error(`${type.name} has no organization.`)
  return `
  SELECT item.id || '.${field}' AS id, '${type.name}' AS collection, item.id AS record,
         item.${organization} AS organization, '${field}' AS field, item."${field}" AS date,
         ${bounds.first} AS date_min, ${bounds.last} AS date_max, item.known_from, item.known_to
    FROM ${type.name} AS item
   WHERE item."${field}" IS NOT NULL`
}

const ENTRIES = `(${TYPES.flatMap((type) =>
  Object.keys(type.sentences ?? {}).map((field) => entriesOf(type, field)),
).join('\n   UNION ALL')})`

const organizationId = idSchema('The organization.', 'iom')

export const timelineList: ListDefinition = {
  name: 'timeline',
  table: ENTRIES,
  columns: [...ENTRY_COLUMNS, 'known_from', 'known_to'],
  requiredColumns: [...ENTRY_COLUMNS, 'known_from', 'known_to'],
  knownCondition: isKnown('item'),
  firstKnownColumn: 'known_from',
  filters: {
    // Without one, all facts of all organizations would be sorted.
    organization: {
      ...setFilter('organization', organizationId, organizations.name),
      schema: listSchemaOf(organizationId),
    },
    collection: setFilter(
      'collection',
      enumSchema(timelineCollections, 'Only facts of these collections.'),
    ),
    ...rangeFilters('date', { first: 'item.date_min', last: 'item.date_max' }),
    range: rangeParameter,
  },
  sorts: { id: 'item.id', date: 'item.date_min' },
  defaultSort: 'date',
  validTime: null,
}
