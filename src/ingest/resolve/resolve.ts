import { STANCES, type Stance, type Value } from '../../api/evidence-schema.ts'
import type { RankedClaim } from '../../domain/claim.ts'
import { compareText } from '../../domain/claim-ranking.ts'
import { edtfBounds, LATEST, UNBOUNDED } from '../../domain/edtf.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import { type TimeBounds, type TimeKind, timeBounds, timeKindOf } from '../../domain/valid-time.ts'
import {
  decideAttested,
  decideValue,
  stanceOf,
  stanceOfAttested,
  withoutSetAside,
} from './decide.ts'

/** A record as told by the sources known_from from one day up to another. */
export interface Version {
  known_from: string
  /** The day from which it is told otherwise; null while it is not. */
  known_to: string | null
  values: Record<string, Value | null>
  bounds: TimeBounds | null
  /** How each claim known_from before `known_to` stands to the values, in the order in which it is item. */
  stances: Map<string, Stance>
}

/**
 * The versions of one record: a pure function of its claims, whatever their order. Versions never
 * overlap, and each differs from the one before it. None before all needed fields are decided.
 */
export function resolveVersions(
  resourceType: ResourceType,
  claims: readonly RankedClaim[],
): Version[] {
  const days = [...new Set(claims.map(({ known_from }) => known_from))].sort()
  const versions: Version[] = []
  for (const day of days) {
    const known_from = claims.filter((claim) => claim.known_from <= day)
    const told = tell(resourceType, known_from)
    const before = versions.at(-1)
    if (told === null) continue
    if (before !== undefined && same(before, told)) continue
    if (before !== undefined) before.known_to = day
    versions.push({ known_from: day, known_to: null, ...told, stances: new Map() })
  }
  for (const version of versions) version.stances = stances(resourceType, claims, version)
  return versions
}

/** The record as these claims tell it; null while a needed field is not decided. */
function tell(
  resourceType: ResourceType,
  claims: readonly RankedClaim[],
): Pick<Version, 'values' | 'bounds'> | null {
  const byField = Map.groupBy(claims, ({ field }) => field)
  const values: Version['values'] = {}
  for (const [name, { type: form, role }] of Object.entries(resourceType.fields)) {
    values[name] = decideValue(form, byField.get(name) ?? [])?.value ?? null
    if (values[name] === null && role !== 'plain') return null
  }
  const time = timeKindOf(resourceType.time, values)
  const attested = attestedIn(time)
  if (attested === undefined) return { values, bounds: timeBounds(time, values, []) }
  const attestations = byField.get(attested) ?? []
  const [start, end] = period(time, values)
  values[attested] = decideAttested(attestations, start, end)?.value ?? null
  const days = withoutSetAside(attestations).map(({ value }) => String(value))
  return { values, bounds: timeBounds(time, values, days) }
}

function stances(
  resourceType: ResourceType,
  claims: readonly RankedClaim[],
  version: Version,
): Map<string, Stance> {
  const { values, known_to } = version
  const time = timeKindOf(resourceType.time, values)
  const attested = attestedIn(time)
  const [start, end] = period(time, values)
  const authority = claims
    .filter(({ known_from }) => known_to === null || known_from < known_to)
    .map((claim): Standing => {
      const form = resourceType.fields[claim.field]?.type ?? 'text'
      const value = values[claim.field] ?? null
      const stance =
        claim.field === attested
          ? stanceOfAttested(claim, value, start, end)
          : stanceOf(form, claim, value)
      return { claim, stance }
    })
  return new Map(
    authority.sort(inOrder(resourceType)).map(({ claim, stance }) => [claim.id, stance]),
  )
}

interface Standing {
  claim: RankedClaim
  stance: Stance
}

/** Field by field as the collection has them, what agrees first, then as it was known_from. */
function inOrder({ fields }: ResourceType): (a: Standing, b: Standing) => number {
  const places = new Map(Object.keys(fields).map((field, place) => [field, place]))
  const place = ({ claim: { field } }: Standing) => places.get(field) ?? places.size
  return (a, b) =>
    place(a) - place(b) ||
    STANCES.indexOf(a.stance) - STANCES.indexOf(b.stance) ||
    compareText(a.claim.known_from, b.claim.known_from) ||
    compareText(a.claim.source, b.claim.source) ||
    compareText(a.claim.at, b.claim.at) ||
    compareText(a.claim.id, b.claim.id)
}

function attestedIn(time: TimeKind): string | undefined {
  return 'attested' in time ? time.attested : undefined
}

/** When a record's decided period begins and ends; open where nothing decides it. */
function period(time: TimeKind, values: Version['values']) {
  const dated = (field: string | undefined) => {
    const value = field === undefined ? null : values[field]
    return typeof value === 'string' ? edtfBounds(value) : UNBOUNDED
  }
  return [
    dated('start' in time ? time.start : undefined),
    dated('end' in time ? time.end : undefined),
  ] as const
}

/** A claim that changes no value and no bound makes no new version. */
function same(
  a: Pick<Version, 'values' | 'bounds'>,
  b: Pick<Version, 'values' | 'bounds'>,
): boolean {
  return JSON.stringify([a.values, a.bounds]) === JSON.stringify([b.values, b.bounds])
}

/** Whether a period is decided to end before it begins, which no source can mean. */
export function endsBeforeItBegins(resourceType: ResourceType, { values }: Version): boolean {
  const [start, end] = period(timeKindOf(resourceType.time, values), values)
  return end.max < start.min && end.max !== LATEST
}
