import type { ResourceType } from '../resource-type.ts'
import { appeals } from './appeals.ts'
import { bodies } from './bodies.ts'
import { compacts } from './compacts.ts'
import { figures } from './figures.ts'
import { funding } from './funding.ts'
import { gaps } from './gaps.ts'
import { identifiers } from './identifiers.ts'
import { leadership } from './leadership.ts'
import { locations } from './locations.ts'
import { memberCounts } from './member-counts.ts'
import { members } from './members.ts'
import { milestones } from './milestones.ts'
import { names } from './names.ts'
import { objectives } from './objectives.ts'
import { organizations } from './organizations.ts'
import { people } from './people.ts'
import { posts } from './posts.ts'
import { publications } from './publications.ts'
import { relations } from './relations.ts'
import { sessions } from './sessions.ts'
import { sources } from './sources.ts'

export { sources }

/**
 * All resource types, in the order in which the API lists them and the build resolves them: a record that
 * limits the time of others comes before them.
 */
export const resourceTypes: readonly ResourceType[] = [
  organizations,
  names,
  identifiers,
  locations,
  people,
  bodies,
  posts,
  leadership,
  memberCounts,
  members,
  figures,
  milestones,
  sessions,
  compacts,
  relations,
  funding,
  appeals,
  objectives,
  publications,
  gaps,
]

/** The resource type of a collection; undefined if there is no such collection. */
export function resourceTypeNamed(collection: unknown): ResourceType | undefined {
  return resourceTypes.find(({ name }) => name === collection)
}
