import fc from 'fast-check'
import type { RankedClaim } from '../../../src/domain/claim.ts'
import type { ResourceType } from '../../../src/domain/resource-type.ts'
import { leadership } from '../../../src/domain/resources/leadership.ts'
import { members } from '../../../src/domain/resources/members.ts'
import { names } from '../../../src/domain/resources/names.ts'
import { organizations } from '../../../src/domain/resources/organizations.ts'
import { sessions } from '../../../src/domain/resources/sessions.ts'
import { endsBeforeItBegins, resolveVersions } from '../../../src/ingest/resolve/resolve.ts'
import { deriveEnds, type RecordVersions } from '../../../src/ingest/resolve/succession.ts'
import { claim, randomSource } from '../../support/random-claims.ts'
import { attributes, claimsOf, lifetimesOf, type Stated } from './groups.ts'

/** Random records that may succeed one another, in an organization that may have ended. */

const STARTS = ['1951', '1952', '1952-06', '1952-06-01', '1951/1952', '../1952', '1952/..', '195X']
const LATER = ['1951-06', '1952', '1953', '1953-07-01', '../1953', '1953/..', '1954']
const DATES: Readonly<Record<string, readonly string[]>> = {
  ...{ start: STARTS, founded: STARTS },
  ...{ end: LATER, attested: LATER, dissolved: LATER },
}
const RECORDS = ['r0', 'r1', 'r2', 'r3']

/** What a source states about a record besides a date: its keys, and what it may state. */
type Keys = (record: string) => Stated[]

const KEYS: readonly [ResourceType, Keys][] = [
  [
    names,
    // The second name is incomplete until a source states it.
    (record) => [
      { kind: record === 'r3' ? 'alias' : 'official' },
      ...(record === 'r1' ? [{ kind: 'official', name: null }] : []),
    ],
  ],
  [
    leadership,
    (record) => {
      const post = record === 'r3' ? 'deputy' : 'head'
      const more = { r1: { acting: true }, r2: { replaces: 'r0' }, r3: { replaces: 'r1' } }[record]
      return [{ post }, { post, ...more }]
    },
  ],
  [
    members,
    // The party is another one until a source states the country.
    (record) => {
      const roles = { r0: 'observer', r1: 'member', r2: 'member', r3: 'suspended' }
      const role = roles[record as keyof typeof roles]
      return [{ role }, { role, country: null, name: 'Switzerland' }]
    },
  ],
  [sessions, (record) => [{ body: record === 'r3' ? 'board' : 'council' }]],
]

export const groupTypes = KEYS.map(([resourceType]) => resourceType)

/** The claims of a source about one record: its keys, and a date. */
const randomStatement = (
  resourceType: ResourceType,
  records: readonly string[],
  fields: readonly string[],
  keys: Keys,
) =>
  fc
    .tuple(
      randomSource,
      fc.constantFrom(...records),
      fc.constantFrom(...fields),
      fc.nat(),
      fc.nat(9),
      fc.nat(),
    )
    .map(([source, record, field, number, chance, choice]) => {
      const values = DATES[field] ?? []
      const date = values[number % values.length] ?? ''
      const set_aside = chance === 0 ? 'an error' : null
      const stated = keys(record)
      return [
        ...claimsOf(resourceType, record, [source, stated[choice % stated.length] ?? {}]),
        claim(source, field, date, { collection: resourceType.name, record, set_aside }),
      ]
    })

/** Statements about four records and their organization. None ends before it begins: the build reports that. */
export function randomGroup(resourceType: ResourceType): fc.Arbitrary<RankedClaim[]> {
  const [, keys] = KEYS.find(([type]) => type === resourceType) ?? []
  if (keys === undefined) throw new Error(`There are no random groups of ${resourceType.name}.`)
  const dates = ['start', 'start', 'end', 'attested'].filter((name) => name in resourceType.fields)
  const records = randomStatement(resourceType, RECORDS, dates, keys)
  const league = randomStatement(organizations, ['league'], ['founded', 'dissolved'], () => [{}])
  return fc
    .tuple(
      fc.array(records, { minLength: 1, maxLength: 12 }),
      fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(league, { maxLength: 3 })),
    )
    .map((statements) => [...new Map(statements.flat(2).map((one) => [one.id, one])).values()])
    .filter((claims) =>
      [organizations, resourceType].every((type) =>
        resolveGroup(type, claims).every(({ versions }) => !versions.some(endsBeforeItBegins)),
      ),
    )
}

function resolveGroup(
  resourceType: ResourceType,
  claims: readonly RankedClaim[],
): RecordVersions[] {
  const own = claims.filter(({ collection }) => collection === resourceType.name)
  return [...Map.groupBy(own, ({ record }) => record)].map(([record, stated]) => ({
    record,
    versions: resolveVersions(resourceType, stated, attributes),
  }))
}

/** The records of a group, with derived ends. Sessions do not end with their organization. */
export function deriveGroup(
  resourceType: ResourceType,
  claims: readonly RankedClaim[],
): RecordVersions[] {
  const lifetimes = resolveGroup(organizations, claims).flatMap((league) =>
    lifetimesOf(organizations, league),
  )
  const limiting = resourceType === sessions ? [] : lifetimes
  return deriveEnds(resourceType, resolveGroup(resourceType, claims), () => limiting)
}
