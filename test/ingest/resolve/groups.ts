import type { KnownSource, Value } from '../../../src/domain/claim.ts'
import type { ResourceType } from '../../../src/domain/resource-type.ts'
import { bodies } from '../../../src/domain/resources/bodies.ts'
import { leadership } from '../../../src/domain/resources/leadership.ts'
import { members } from '../../../src/domain/resources/members.ts'
import { names } from '../../../src/domain/resources/names.ts'
import { organizations } from '../../../src/domain/resources/organizations.ts'
import { posts } from '../../../src/domain/resources/posts.ts'
import { sessions } from '../../../src/domain/resources/sessions.ts'
import type { Lifetime } from '../../../src/ingest/resolve/lifetime.ts'
import {
  type AttributeLookup,
  agreeingClaims,
  resolveVersions,
  type Version,
} from '../../../src/ingest/resolve/resolve.ts'
import { deriveEnds, type RecordVersions } from '../../../src/ingest/resolve/succession.ts'
import { claim, official } from '../../support/random-claims.ts'

/** Records that may succeed one another, as the build resolves them. */

export type Stated = Readonly<Record<string, Value | null>>

/** What every record of a collection states, if a test does not state something else. */
const STATED: Readonly<Record<string, (record: string) => Stated>> = {
  organizations: () => ({}),
  bodies: (record) => ({ organization: 'league', name: record }),
  posts: (record) => ({
    ...{ organization: 'league', rank: 'head', holders: 'one', title: record },
  }),
  names: (record) => ({
    ...{ organization: 'league', kind: 'official', language: 'en', name: record },
  }),
  leadership: (record) => ({ post: 'head', person: record }),
  members: () => ({ organization: 'league', role: 'member', country: 'CH' }),
  sessions: () => ({ organization: 'league', body: 'council' }),
}

/** Posts of the only organization: a post has one holder, unless it is `advisers`. */
export const attributes: AttributeLookup = (field, value, attribute) => {
  if (field !== 'post') return null
  const holders = value === 'advisers' ? 'several' : 'one'
  return { organization: 'league', holders }[attribute] ?? null
}

/** The claims of sources about a record. A value of null is not stated. */
export function claimsOf(
  { name: collection }: ResourceType,
  record: string,
  ...statements: readonly [KnownSource, Stated][]
) {
  return statements.flatMap(([source, stated]) =>
    Object.entries({ ...STATED[collection]?.(record), ...stated }).flatMap(([field, value]) =>
      value === null ? [] : [claim(source, field, value, { collection, record })],
    ),
  )
}

export function recordOf(
  resourceType: ResourceType,
  record: string,
  ...statements: readonly [KnownSource, Stated][]
): RecordVersions {
  const claims = claimsOf(resourceType, record, ...statements)
  return { record, versions: resolveVersions(resourceType, claims, attributes) }
}

const recordsOf =
  (resourceType: ResourceType) =>
  (record: string, stated: Stated, source: KnownSource = official) =>
    recordOf(resourceType, record, [source, stated])

export const organization = recordsOf(organizations)
export const name = recordsOf(names)
export const term = recordsOf(leadership)
export const member = recordsOf(members)
export const session = recordsOf(sessions)
export const body = recordsOf(bodies)
export const post = recordsOf(posts)

/** When a record existed, as the build reads it for the records that refer to it. */
export function lifetimesOf(
  resourceType: ResourceType,
  record: RecordVersions,
  limitedBy: readonly Lifetime[] = [],
): Lifetime[] {
  const [derived] = deriveEnds(resourceType, [record], () => limitedBy)
  return (derived?.versions ?? []).map((version) => {
    const { known_from, known_to, bounds, time, values } = version
    if (bounds === null || !('end' in time)) throw new Error(`${record.record} has no lifetime.`)
    const end = values[time.end] ?? null
    const stated = record.versions.some(({ values }) => values[time.end] !== null)
    return {
      ...{ known_from, known_to, bounds },
      end: end === null ? null : String(end),
      endClaims: agreeingClaims(version, time.end),
      isPresumed: time.kind === 'term' && !stated,
    }
  })
}

/** The current version of each record, after its end was derived. */
export function currentVersions(
  resourceType: ResourceType,
  group: readonly RecordVersions[],
  lifetimes: (version: Version) => readonly Lifetime[] = () => [],
): Version[] {
  return deriveEnds(resourceType, group, lifetimes).flatMap(({ versions }) => versions.at(-1) ?? [])
}

/** The end and the status of each record. */
export function endsOf(...args: Parameters<typeof currentVersions>): unknown[][] {
  return currentVersions(...args).map(({ time, values }) => [
    'end' in time ? values[time.end] : undefined,
    values.status,
  ])
}
