import { compareText } from '../../domain/claim.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import { type DerivedEnd, endBySuccession, hasPeriod, type PeriodVersion } from './derived-end.ts'
import { addEvidence, type EvidenceEntry } from './evidence.ts'
import { endByLifetimes, type Lifetime, limitStart } from './lifetime.ts'
import { hasSameContent, type Version } from './resolve.ts'

/** The versions of one record. */
export interface RecordVersions {
  record: string
  versions: Version[]
}

/** The lifetimes of the records that limit a version, at all days of knowledge time. */
export type LifetimesOf = (version: Version) => readonly Lifetime[]

/**
 * Derives what no source states: the end of a record from the start of the next one or from the end of a
 * record that it refers to, and the status. When a source about another record changes a derived end, the
 * version is split on that day.
 *
 * @param group records that may succeed one another, in any order
 */
export function deriveEnds(
  resourceType: ResourceType,
  group: readonly RecordVersions[],
  lifetimesOf: LifetimesOf = () => [],
): RecordVersions[] {
  const neighboursOf = indexNeighbours(group)
  return group.map((record) => {
    const neighbours = neighboursOf(record)
    const derived = record.versions.flatMap((version) => {
      const lifetimes = lifetimesOf(version)
      const days = [...neighbours.flatMap(({ versions }) => versions), ...lifetimes].flatMap(
        knownDays,
      )
      return splitVersion(version, days).map((piece) =>
        derive(resourceType, record.record, piece, neighbours, lifetimes),
      )
    })
    return { record: record.record, versions: mergeEqual(resourceType, derived) }
  })
}

/** Finds the records that succeed a record or that it succeeds, at any day of knowledge time. */
function indexNeighbours(
  group: readonly RecordVersions[],
): (record: RecordVersions) => RecordVersions[] {
  const byKey = new Map<string, Set<RecordVersions>>()
  for (const record of group)
    for (const key of keysOf(record)) {
      const others = byKey.get(key)
      if (others === undefined) byKey.set(key, new Set([record]))
      else others.add(record)
    }
  return (record) => {
    const neighbours = new Set([...keysOf(record)].flatMap((key) => [...(byKey.get(key) ?? [])]))
    neighbours.delete(record)
    return [...neighbours].sort((a, b) => compareText(a.record, b.record))
  }
}

/** What a record has in common with its neighbours: a succession, or that one replaces the other. */
function keysOf({ record, versions }: RecordVersions): Set<string> {
  return new Set(
    versions.flatMap((version) => {
      const { replaces } = version.values
      return [
        `record ${record}`,
        ...(replaces == null ? [] : [`record ${replaces}`]),
        ...successionOf(version),
      ]
    }),
  )
}

/** The succession that a version belongs to; none for a kind of time without one. */
function successionOf({ time, values }: Version): string[] {
  const within = 'within' in time ? time.within : undefined
  return within === undefined
    ? []
    : [`succession ${JSON.stringify(within.map((field) => values[field] ?? null))}`]
}

function derive(
  resourceType: ResourceType,
  record: string,
  version: Version,
  neighbours: readonly RecordVersions[],
  lifetimes: readonly Lifetime[],
): Version {
  const own = { ...version, record }
  if (!hasPeriod(own)) return version
  const known = lifetimes.filter((lifetime) => isKnownAt(lifetime, version.known_from))
  const bounds = known.reduce(limitStart, own.bounds)
  const stated = version.values[own.time.end] ?? null
  const limited = { ...own, bounds }
  if (stated !== null)
    return withEnd(resourceType, limited, {
      value: String(stated),
      status: 'ended',
      bounds,
      claims: [],
    })
  const others = neighbours
    .flatMap((neighbour) => neighbourAt(neighbour, version.known_from) ?? [])
    .filter((other) => isRelated(limited, other))
  const end = endByLifetimes(limited, endBySuccession(limited, others), known)
  return withEnd(resourceType, limited, end)
}

/** A record that is not complete limits others if its start is decided. */
function neighbourAt({ record, versions }: RecordVersions, day: string): PeriodVersion | undefined {
  const version = versions.find((one) => isKnownAt(one, day))
  if (version === undefined) return undefined
  const neighbour = { ...version, record }
  if (!hasPeriod(neighbour)) return undefined
  const isDecided = neighbour.isComplete || neighbour.values[neighbour.time.start] !== null
  return isDecided ? neighbour : undefined
}

function isRelated(own: PeriodVersion, other: PeriodVersion): boolean {
  const { within } = own.time
  const isSuccession =
    within !== undefined &&
    other.time.within !== undefined &&
    within.every((field) => (own.values[field] ?? null) === (other.values[field] ?? null))
  return (
    isSuccession || own.values.replaces === other.record || other.values.replaces === own.record
  )
}

/** Sets the end, the status and the bounds, and adds the claims that the end follows from to the evidence. */
function withEnd(
  resourceType: ResourceType,
  { record: _, ...version }: PeriodVersion,
  { value, status, bounds, claims }: DerivedEnd,
): Version {
  const field = version.time.end
  const entries = claims.map((claim) => ({ claim, field, stance: 'agrees' as const }))
  const added = value === null ? [] : entries
  return {
    ...version,
    bounds,
    values: { ...version.values, [field]: value, status },
    evidence: addEvidence(resourceType, version.evidence, added),
  }
}

interface Known {
  known_from: string
  known_to: string | null
}

function isKnownAt({ known_from, known_to }: Known, day: string): boolean {
  return known_from <= day && (known_to === null || day < known_to)
}

function knownDays({ known_from, known_to }: Known): string[] {
  return known_to === null ? [known_from] : [known_from, known_to]
}

function splitVersion(version: Version, days: readonly string[]): Version[] {
  const { known_from, known_to } = version
  const inside = days.filter((day) => day > known_from && (known_to === null || day < known_to))
  const starts = [known_from, ...new Set(inside.sort())]
  return starts.map((start, index) => ({
    ...version,
    known_from: start,
    known_to: starts[index + 1] ?? known_to,
  }))
}

/** Merges consecutive versions with equal content, which `splitVersion` can make. */
function mergeEqual(resourceType: ResourceType, versions: readonly Version[]): Version[] {
  const merged: Version[] = []
  for (const version of versions) {
    const previous = merged.at(-1)
    if (previous?.known_to === version.known_from && hasSameContent(previous, version)) {
      previous.known_to = version.known_to
      previous.evidence = mergeEvidence(resourceType, previous.evidence, version.evidence)
    } else merged.push({ ...version })
  }
  return merged
}

/** The same end can follow from one record first, and later from another one. */
function mergeEvidence(
  resourceType: ResourceType,
  before: readonly EvidenceEntry[],
  after: readonly EvidenceEntry[],
): EvidenceEntry[] {
  const known = new Set(after.map(({ claim }) => claim))
  const dropped = before.filter(({ claim }) => !known.has(claim))
  return addEvidence(resourceType, after, dropped)
}
