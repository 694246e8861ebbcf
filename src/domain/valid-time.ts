import { type DateBounds, EARLIEST, edtfBounds, LATEST, overlaps, UNBOUNDED } from './edtf.ts'

/**
 * When a record held. A collection has one kind of time, or two that one of its fields chooses between.
 * The README explains the kinds; the arithmetic is here, and in SQL in validity.ts.
 */
export type ValidTime = TimeKind | ConditionalTime

export type TimeKind =
  | { kind: 'timeless' }
  /** Goes on until an end is decided, or, `within` one value of that field, until the next begins. */
  | { kind: 'lasting'; start: string; end?: string; attested?: string; within?: string }
  /** An unknown end is possible after the last attestation, and no later than the next begins. */
  | { kind: 'term'; start: string; end: string; attested?: string; within?: string }
  /** Something that happened on one day. */
  | { kind: 'day'; date: string }
  /** Something that took all of its time. */
  | { kind: 'span'; date: string }
  /** A statement about one day, carried until the next of the same series. */
  | { kind: 'series'; date: string; by: readonly string[] }

export interface ConditionalTime {
  kind: 'chosen'
  field: string
  values: readonly string[]
  then: TimeKind
  otherwise: TimeKind
}

export const timeless: TimeKind = { kind: 'timeless' }
export const lastingTime = (of: {
  start: string
  end?: string
  attested?: string
  within?: string
}) => ({ kind: 'lasting', ...of }) satisfies TimeKind
export const termTime = (of: { start: string; end: string; attested?: string; within?: string }) =>
  ({ kind: 'term', ...of }) satisfies TimeKind
export const dayTime = (date: string) => ({ kind: 'day', date }) satisfies TimeKind
export const periodTime = (date: string) => ({ kind: 'span', date }) satisfies TimeKind
export const seriesTime = (date: string, by: string[]) =>
  ({ kind: 'series', date, by }) satisfies TimeKind

/** One kind of time where the field has one of the values, another elsewhere. */
export function conditionalTime(
  field: string,
  values: readonly string[],
  then: TimeKind,
  otherwise: TimeKind,
): ConditionalTime {
  return { kind: 'chosen', field, values, then, otherwise }
}

export function timeKinds(time: ValidTime): TimeKind[] {
  return time.kind === 'chosen' ? [time.then, time.otherwise] : [time]
}

/** The time of one record, by its values. */
export function timeKindOf(time: ValidTime, values: Readonly<Record<string, unknown>>): TimeKind {
  if (time.kind !== 'chosen') return time
  return time.values.includes(String(values[time.field])) ? time.then : time.otherwise
}

/** Whether a record of that time begins, goes on and ends: only then it has a status. */
export function hasStatus(time: TimeKind): time is Extract<TimeKind, { start: string }> {
  return 'start' in time
}

/** The date fields that a time is made of, and which of a record's bounds each one is. */
export function dateFields(time: ValidTime): Record<string, 'start' | 'end'> {
  const found: Record<string, 'start' | 'end'> = {}
  for (const one of timeKinds(time)) {
    if ('date' in one) found[one.date] = 'start'
    if ('start' in one) found[one.start] = 'start'
    if ('end' in one && one.end !== undefined) found[one.end] = 'end'
  }
  return found
}

/** The first and last days on which a record can have begun and ended, inclusive. */
export interface TimeBounds {
  start_min: string
  start_max: string
  end_min: string
  end_max: string
}

export const BOUND_COLUMNS = ['start_min', 'start_max', 'end_min', 'end_max'] as const

/**
 * The bounds of a record's time.
 *
 * @param values the decided values of its date fields, EDTF or null
 * @param attestations every day on which a source says it held, EDTF: each was after the start and
 *   before the end, so it lowers `start_max` and raises `end_min`
 */
export function timeBounds(
  time: TimeKind,
  values: Readonly<Record<string, unknown>>,
  attestations: readonly string[],
): TimeBounds | null {
  const dated = (field: string | undefined): DateBounds | null => {
    const value = field === undefined ? null : values[field]
    return typeof value === 'string' ? edtfBounds(value) : null
  }
  switch (time.kind) {
    case 'timeless':
      return null
    case 'day':
    case 'series': {
      const { min, max } = dated(time.date) ?? UNBOUNDED
      return { start_min: min, start_max: max, end_min: min, end_max: max }
    }
    case 'span': {
      const { min, max } = dated(time.date) ?? UNBOUNDED
      // What is open is not known, so no day is certain beyond the end that is.
      const [known_from, known_to] = [min === EARLIEST ? max : min, max === LATEST ? min : max]
      return { start_min: min, start_max: known_from, end_min: known_to, end_max: max }
    }
    case 'lasting':
    case 'term': {
      const start = dated(time.start) ?? UNBOUNDED
      const unended = time.kind === 'lasting' ? { min: LATEST, max: LATEST } : UNBOUNDED
      const end = dated(time.end) ?? unended
      const held = attestations.map(edtfBounds).filter((day) => isWithinPeriod(day, start, end))
      const start_max = earliestDay([start.max, end.max, ...held.map(({ max }) => max)])
      const end_min = latestDay([end.min, start.min, ...held.map(({ min }) => min)])
      return { start_min: start.min, start_max, end_min, end_max: end.max }
    }
  }
}

/** Whether an attestation can lie within a period; one that cannot is a dissent, and does not count. */
export function isWithinPeriod(attested: DateBounds, start: DateBounds, end: DateBounds): boolean {
  return overlaps(attested, { min: start.min, max: end.max })
}

export const earliestDay = (days: readonly string[]) =>
  days.reduce((a, b) => (a < b ? a : b), LATEST)
export const latestDay = (days: readonly string[]) =>
  days.reduce((a, b) => (a > b ? a : b), EARLIEST)

export const STATUSES = ['ended', 'ongoing', 'end_unknown'] as const
export type Status = (typeof STATUSES)[number]
