import { resourceTypes } from '../../domain/resources/index.ts'
import { memberCounts } from '../../domain/resources/member-counts.ts'
import { memberCountsList } from '../../query/views/member-counts.ts'
import { type Collection, resourceCollection } from '../collection.ts'
import { changesCollection } from './changes.ts'
import { claimsCollection } from './claims.ts'
import { disputesCollection } from './disputes.ts'
import { searchCollection } from './search.ts'
import { sourcesCollection } from './sources.ts'

/** Every collection of the API, in the order in which it is listed. */
export const collections: readonly Collection[] = [
  ...resourceTypes.map((type) =>
    type === memberCounts ? resourceCollection(type, memberCountsList) : resourceCollection(type),
  ),
  sourcesCollection,
  claimsCollection,
  disputesCollection,
  changesCollection,
  searchCollection,
]
