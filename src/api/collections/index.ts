import { resourceTypes } from '../../domain/resources/index.ts'
import { memberCounts } from '../../domain/resources/member-counts.ts'
import { people } from '../../domain/resources/people.ts'
import { memberCountsList } from '../../query/views/member-counts.ts'
import { peopleList } from '../../query/views/people.ts'
import { type Collection, resourceCollection } from '../collection.ts'
import { changesCollection } from './changes.ts'
import { claimsCollection } from './claims.ts'
import { disputesCollection } from './disputes.ts'
import { organizationsCollection } from './organizations.ts'
import { referenceCollections } from './reference-data.ts'
import { searchCollection } from './search.ts'
import { sourcesCollection } from './sources.ts'
import { timelineCollection } from './timeline.ts'

/** Collections with values that are computed from other records. */
const DERIVED: readonly Collection[] = [
  organizationsCollection,
  resourceCollection(people, peopleList),
  resourceCollection(memberCounts, memberCountsList),
]

/** Every collection of the API, in the order in which it is listed. */
export const collections: readonly Collection[] = [
  ...resourceTypes.map(
    (type) => DERIVED.find(({ name }) => name === type.name) ?? resourceCollection(type),
  ),
  ...referenceCollections,
  sourcesCollection,
  claimsCollection,
  disputesCollection,
  changesCollection,
  timelineCollection,
  searchCollection,
]
