import { nouns } from '../facts/index.ts'
import { membership } from '../facts/membership.ts'
import { type Collection, collectionOf } from '../records/collection.ts'
import { changesCollection } from './changes.ts'
import { claimsCollection } from './claims.ts'
import { disputesCollection } from './disputes.ts'
import { membershipCollection } from './roster.ts'
import { searchCollection } from './search.ts'
import { sourcesCollection } from './sources.ts'

/** Every list of the API, in the order in which it is shown. */
export const collections: readonly Collection[] = [
  ...nouns.map((noun) => (noun === membership ? membershipCollection : collectionOf(noun))),
  sourcesCollection,
  claimsCollection(nouns),
  disputesCollection(nouns),
  changesCollection(nouns),
  searchCollection(nouns),
]
