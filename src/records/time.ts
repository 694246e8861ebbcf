import { type Bounds, bounds, EARLIEST, LATEST, OPEN, overlap } from './edtf.ts'

/**
 * When a record held. A noun has one kind of time, or two that one of its fields chooses between.
 * The README explains the kinds; the arithmetic is here, and in SQL in validity.ts.
 */
export type Time = OneTime | ChosenTime

export type OneTime =
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

export interface ChosenTime {
  kind: 'chosen'
  field: string
  values: readonly string[]
  then: OneTime
  otherwise: OneTime
}

export const timeless: OneTime = { kind: 'timeless' }
export const lasting = (of: { start: string; end?: string; attested?: string; within?: string }) =>
  ({ kind: 'lasting', ...of }) satisfies OneTime
export const term = (of: { start: string; end: string; attested?: string; within?: string }) =>
  ({ kind: 'term', ...of }) satisfies OneTime
export const day = (date: string) => ({ kind: 'day', date }) satisfies OneTime
export const span = (date: string) => ({ kind: 'span', date }) satisfies OneTime
export const series = (date: string, by: string[]) =>
  ({ kind: 'series', date, by }) satisfies OneTime

/** One kind of time where the field has one of the values, another elsewhere. */
export function where(
  field: string,
  values: readonly string[],
  then: OneTime,
  otherwise: OneTime,
): ChosenTime {
  return { kind: 'chosen', field, values, then, otherwise }
}

export function timesOf(time: Time): OneTime[] {
  return time.kind === 'chosen' ? [time.then, time.otherwise] : [time]
}

/** The time of one record, by its values. */
export function timeOf(time: Time, values: Readonly<Record<string, unknown>>): OneTime {
  if (time.kind !== 'chosen') return time
  return time.values.includes(String(values[time.field])) ? time.then : time.otherwise
}

/** Whether a record of that time begins, goes on and ends: only then it has a status. */
export function hasStatus(time: OneTime): time is Extract<OneTime, { start: string }> {
  return 'start' in time
}

/** The date fields that a time is made of, and which of a record's bounds each one is. */
export function dateFields(time: Time): Record<string, 'start' | 'end'> {
  const found: Record<string, 'start' | 'end'> = {}
  for (const one of timesOf(time)) {
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

export const BOUNDS = ['start_min', 'start_max', 'end_min', 'end_max'] as const

/**
 * The bounds of a record's time.
 *
 * @param values the decided values of its date fields, EDTF or null
 * @param attestations every day on which a source says it held, EDTF: each was after the start and
 *   before the end, so it lowers `start_max` and raises `end_min`
 */
export function boundsOf(
  time: OneTime,
  values: Readonly<Record<string, unknown>>,
  attestations: readonly string[],
): TimeBounds | null {
  const dated = (field: string | undefined): Bounds | null => {
    const value = field === undefined ? null : values[field]
    return typeof value === 'string' ? bounds(value) : null
  }
  switch (time.kind) {
    case 'timeless':
      return null
    case 'day':
    case 'series': {
      const { min, max } = dated(time.date) ?? OPEN
      return { start_min: min, start_max: max, end_min: min, end_max: max }
    }
    case 'span': {
      const { min, max } = dated(time.date) ?? OPEN
      // What is open is not known, so no day is certain beyond the end that is.
      const [known_from, known_to] = [min === EARLIEST ? max : min, max === LATEST ? min : max]
      return { start_min: min, start_max: known_from, end_min: known_to, end_max: max }
    }
    case 'lasting':
    case 'term': {
      const start = dated(time.start) ?? OPEN
      const unended = time.kind === 'lasting' ? { min: LATEST, max: LATEST } : OPEN
      const end = dated(time.end) ?? unended
      const held = attestations.map(bounds).filter((day) => holds(day, start, end))
      const start_max = least([start.max, end.max, ...held.map(({ max }) => max)])
      const end_min = greatest([end.min, start.min, ...held.map(({ min }) => min)])
      return { start_min: start.min, start_max, end_min, end_max: end.max }
    }
  }
}

/** Whether an attestation can lie within a period; one that cannot is a dissent, and does not count. */
export function holds(attested: Bounds, start: Bounds, end: Bounds): boolean {
  return overlap(attested, { min: start.min, max: end.max })
}

export const least = (days: readonly string[]) => days.reduce((a, b) => (a < b ? a : b), LATEST)
export const greatest = (days: readonly string[]) =>
  days.reduce((a, b) => (a > b ? a : b), EARLIEST)

export const STATUSES = ['ended', 'ongoing', 'end_unknown'] as const
export type Status = (typeof STATUSES)[number]
