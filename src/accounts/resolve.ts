import { bounds, LATEST, OPEN } from '../records/edtf.ts'
import { STANCES, type Stance, type Value } from '../records/evidence.ts'
import type { Noun } from '../records/noun.ts'
import { compare } from '../records/rule.ts'
import { boundsOf, type OneTime, type TimeBounds, timeOf } from '../records/time.ts'
import type { Heard } from './claims.ts'
import { counting, decide, decideAttested, stanceOf, stanceOfAttested } from './decide.ts'

/** A record as told by the sources heard from one day up to another. */
export interface Version {
  known_from: string
  /** The day from which it is told otherwise; null while it is not. */
  known_to: string | null
  values: Record<string, Value | null>
  bounds: TimeBounds | null
  /** How each claim heard before `known_to` stands to the values, in the order in which it is told. */
  stances: Map<string, Stance>
}

/**
 * The versions of one record: a pure function of its claims, whatever their order. Versions never
 * overlap, and each differs from the one before it. None before all needed fields are decided.
 */
export function resolve(noun: Noun, claims: readonly Heard[]): Version[] {
  const days = [...new Set(claims.map(({ heard }) => heard))].sort()
  const versions: Version[] = []
  for (const day of days) {
    const heard = claims.filter((claim) => claim.heard <= day)
    const told = tell(noun, heard)
    const before = versions.at(-1)
    if (told === null) continue
    if (before !== undefined && same(before, told)) continue
    if (before !== undefined) before.known_to = day
    versions.push({ known_from: day, known_to: null, ...told, stances: new Map() })
  }
  for (const version of versions) version.stances = stances(noun, claims, version)
  return versions
}

/** The record as these claims tell it; null while a needed field is not decided. */
function tell(noun: Noun, claims: readonly Heard[]): Pick<Version, 'values' | 'bounds'> | null {
  const byField = Map.groupBy(claims, ({ field }) => field)
  const values: Version['values'] = {}
  for (const [name, { form, role }] of Object.entries(noun.fields)) {
    values[name] = decide(form, byField.get(name) ?? [])?.value ?? null
    if (values[name] === null && role !== 'plain') return null
  }
  const time = timeOf(noun.time, values)
  const attested = attestedIn(time)
  if (attested === undefined) return { values, bounds: boundsOf(time, values, []) }
  const attestations = byField.get(attested) ?? []
  const [start, end] = period(time, values)
  values[attested] = decideAttested(attestations, start, end)?.value ?? null
  const days = counting(attestations).map(({ value }) => String(value))
  return { values, bounds: boundsOf(time, values, days) }
}

function stances(noun: Noun, claims: readonly Heard[], version: Version): Map<string, Stance> {
  const { values, known_to } = version
  const time = timeOf(noun.time, values)
  const attested = attestedIn(time)
  const [start, end] = period(time, values)
  const standing = claims
    .filter(({ heard }) => known_to === null || heard < known_to)
    .map((claim): Standing => {
      const form = noun.fields[claim.field]?.form ?? 'text'
      const value = values[claim.field] ?? null
      const stance =
        claim.field === attested
          ? stanceOfAttested(claim, value, start, end)
          : stanceOf(form, claim, value)
      return { claim, stance }
    })
  return new Map(standing.sort(inOrder(noun)).map(({ claim, stance }) => [claim.id, stance]))
}

interface Standing {
  claim: Heard
  stance: Stance
}

/** Field by field as the noun has them, what agrees first, then as it was heard. */
function inOrder({ fields }: Noun): (a: Standing, b: Standing) => number {
  const places = new Map(Object.keys(fields).map((field, place) => [field, place]))
  const place = ({ claim: { field } }: Standing) => places.get(field) ?? places.size
  return (a, b) =>
    place(a) - place(b) ||
    STANCES.indexOf(a.stance) - STANCES.indexOf(b.stance) ||
    compare(a.claim.heard, b.claim.heard) ||
    compare(a.claim.source, b.claim.source) ||
    compare(a.claim.at, b.claim.at) ||
    compare(a.claim.id, b.claim.id)
}

function attestedIn(time: OneTime): string | undefined {
  return 'attested' in time ? time.attested : undefined
}

/** When a record's decided period begins and ends; open where nothing decides it. */
function period(time: OneTime, values: Version['values']) {
  const dated = (field: string | undefined) => {
    const value = field === undefined ? null : values[field]
    return typeof value === 'string' ? bounds(value) : OPEN
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
export function endsBeforeItBegins(noun: Noun, { values }: Version): boolean {
  const [start, end] = period(timeOf(noun.time, values), values)
  return end.max < start.min && end.max !== LATEST
}
