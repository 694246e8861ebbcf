import { resourceTypes } from '../../domain/resources/index.ts'
import { memberCounts } from '../../domain/resources/member-counts.ts'
import { type Collection, resourceCollection } from '../collection.ts'
import { changesCollection } from './changes.ts'
import { claimsCollection } from './claims.ts'
import { disputesCollection } from './disputes.ts'
import { memberCountsCollection } from './member-counts.ts'
import { searchCollection } from './search.ts'
import { sourcesCollection } from './sources.ts'

/** Every list of the API, in the order in which it is shown. */
export const collections: readonly Collection[] = [
  ...resourceTypes.map((resourceType) =>
    resourceType === memberCounts ? memberCountsCollection : resourceCollection(resourceType),
  ),
  sourcesCollection,
  claimsCollection(resourceTypes),
  disputesCollection(resourceTypes),
  changesCollection(resourceTypes),
  searchCollection(resourceTypes),
]
