import { nouns } from '../facts/index.ts'
import { type Collection, collectionOf } from '../records/collection.ts'
import { claimsCollection } from './claims.ts'
import { sourcesCollection } from './sources.ts'

/** Every list of the API, in the order in which it is shown. */
export const collections: readonly Collection[] = [
  ...nouns.map((noun) => collectionOf(noun)),
  sourcesCollection,
  claimsCollection(nouns),
]
