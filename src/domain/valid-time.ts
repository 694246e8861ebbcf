import {
  type DateBounds,
  EARLIEST,
  edtfBounds,
  LATEST,
  overlaps,
  shiftBounds,
  UNBOUNDED,
} from './edtf.ts'

/**
 * Valid time: when a record was true. A resource type has one kind of time, or two; then a key of each record
 * decides its kind. docs/data-model.md explains the kinds; query/valid-time-sql.ts queries them.
 */
export type ValidTime = TimeKind | ConditionalTime

/**
 * The fields of a period. Records with equal values of the fields in `within` succeed one another: each ends
 * when the next one begins.
 */
interface PeriodFields {
  start: string
  end: string
  attested?: string
  within?: readonly string[]
}

export type TimeKind =
  | { kind: 'timeless' }
  /** Continues until an end is known. */
  | ({ kind: 'lasting' } & PeriodFields)
  /** Without a known end, only `possible` after the last attestation. */
  | ({ kind: 'term' } & PeriodFields)
  /** A term in a post of one holder. Without a known end, it is carried after the last attestation. */
  | ({ kind: 'exclusive_term'; within: readonly string[] } & PeriodFields)
  /** Lasted a few days. An unknown start or end is at most `maxDays` from the other, both days included. */
  | ({ kind: 'event'; maxDays: number; attested?: never } & PeriodFields)
  /** Happened on one day. */
  | { kind: 'day'; date: string }
  /** Took place during all of its date. */
  | { kind: 'span'; date: string }
  /** A statement about one day. It is carried forward to the next statement of its series. */
  | { kind: 'series'; date: string; by: readonly string[] }

/** The kind `matching` if a key has one of `values`, otherwise another one. */
export interface ConditionalTime {
  kind: 'conditional'
  field: string
  /** Compares this attribute of what `field` names, instead of its value. */
  attribute?: string
  values: readonly string[]
  matching: TimeKind
  otherwise: TimeKind
}

export const timeless: TimeKind = { kind: 'timeless' }
export const lastingTime = (fields: PeriodFields) =>
  ({ kind: 'lasting', ...fields }) satisfies TimeKind
export const termTime = (fields: PeriodFields) => ({ kind: 'term', ...fields }) satisfies TimeKind
export const exclusiveTermTime = (fields: PeriodFields & { within: readonly string[] }) =>
  ({ kind: 'exclusive_term', ...fields }) satisfies TimeKind
export const eventTime = (fields: PeriodFields & { attested?: never; maxDays: number }) =>
  ({ kind: 'event', ...fields }) satisfies TimeKind
export const dayTime = (date: string) => ({ kind: 'day', date }) satisfies TimeKind
export const spanTime = (date: string) => ({ kind: 'span', date }) satisfies TimeKind
export const seriesTime = (date: string, by: readonly string[]) =>
  ({ kind: 'series', date, by }) satisfies TimeKind

export const conditionalTime = (condition: Omit<ConditionalTime, 'kind'>): ConditionalTime => ({
  kind: 'conditional',
  ...condition,
})

/** The kinds of time that records of a resource type can have. */
export function timeKinds(time: ValidTime): TimeKind[] {
  return time.kind === 'conditional' ? [time.matching, time.otherwise] : [time]
}

/** The kind of time of one record, by its values. */
export function timeKindOf(
  time: ValidTime,
  values: Readonly<Record<string, unknown>>,
  attributeOf: (field: string, attribute: string) => unknown,
): TimeKind {
  if (time.kind !== 'conditional') return time
  const { field, attribute, matching, otherwise } = time
  const value = attribute === undefined ? values[field] : attributeOf(field, attribute)
  return time.values.includes(String(value)) ? matching : otherwise
}

/** Whether each row stores its kind of time: records of the type can be of two kinds. */
export function storesTimeKind(time: ValidTime): boolean {
  return new Set(timeKinds(time).map(({ kind }) => kind)).size > 1
}

/** Whether records of this kind have a start, an end, and so a status. */
export function hasStatus(time: TimeKind): time is Extract<TimeKind, { start: string }> {
  return 'start' in time
}

/** Whether a record of this kind can be carried forward, because nothing newer is known. */
export function canBeCarried({ kind }: TimeKind): boolean {
  return kind === 'series' || kind === 'exclusive_term'
}

/** The date fields of a time, each with the bounds that it sets. `date` sets those of start and end. */
export function dateFields(time: ValidTime): Record<string, 'start' | 'end' | 'date'> {
  const fields: Record<string, 'start' | 'end' | 'date'> = {}
  for (const kind of timeKinds(time)) {
    // If the same field is the date of one kind and the start of another, it sets the bounds of the start.
    if ('date' in kind) fields[kind.date] ??= 'date'
    if (hasStatus(kind)) {
      fields[kind.start] = 'start'
      fields[kind.end] = 'end'
    }
  }
  return fields
}

/** The first and last days on which a record can have started and ended, inclusive. */
export interface TimeBounds {
  start_min: string
  start_max: string
  end_min: string
  end_max: string
}

export const BOUND_COLUMNS = ['start_min', 'start_max', 'end_min', 'end_max'] as const

/**
 * Computes the bounds of a record's time, or null if it has none.
 *
 * @param values the decided values of its date fields, EDTF or null
 * @param attestations every date on which a source states that it was true, EDTF: the start was no later and
 *   the end no earlier, so an attestation lowers `start_max` and raises `end_min`
 */
export function timeBounds(
  time: TimeKind,
  values: Readonly<Record<string, unknown>>,
  attestations: readonly string[],
): TimeBounds | null {
  const decided = (field: string | undefined): DateBounds | null => {
    const value = field === undefined ? null : values[field]
    return typeof value === 'string' ? edtfBounds(value) : null
  }
  switch (time.kind) {
    case 'timeless':
      return null
    case 'day':
    case 'series': {
      const { min, max } = decided(time.date) ?? UNBOUNDED
      return { start_min: min, start_max: max, end_min: min, end_max: max }
    }
    case 'span': {
      const { min, max } = decided(time.date) ?? UNBOUNDED
      // An open end is unknown, so only the known end is certain to belong to the span.
      const [start_max, end_min] = [min === EARLIEST ? max : min, max === LATEST ? min : max]
      return { start_min: min, start_max, end_min, end_max: max }
    }
    case 'event': {
      const days = time.maxDays - 1
      const [start, end] = [decided(time.start), decided(time.end)]
      const first = start ?? (end === null ? UNBOUNDED : shiftBounds(end, -days, 0))
      const last = end ?? (start === null ? UNBOUNDED : shiftBounds(start, 0, days))
      const start_max = earliestDay([first.max, last.max])
      const end_min = latestDay([last.min, first.min])
      return { start_min: first.min, start_max, end_min, end_max: last.max }
    }
    case 'lasting':
    case 'term':
    case 'exclusive_term': {
      const start = decided(time.start) ?? UNBOUNDED
      const undecidedEnd = time.kind === 'lasting' ? { min: LATEST, max: LATEST } : UNBOUNDED
      const end = decided(time.end) ?? undecidedEnd
      const within = attestations
        .map(edtfBounds)
        .filter((attested) => isWithinPeriod(attested, start, end))
      const start_max = earliestDay([start.max, end.max, ...within.map(({ max }) => max)])
      const end_min = latestDay([end.min, start.min, ...within.map(({ min }) => min)])
      return { start_min: start.min, start_max, end_min, end_max: end.max }
    }
  }
}

/** Whether an attestation can lie inside a period. An attestation outside it disagrees and does not count. */
export function isWithinPeriod(attested: DateBounds, start: DateBounds, end: DateBounds): boolean {
  return overlaps(attested, { min: start.min, max: end.max })
}

export const earliestDay = (days: readonly string[]) =>
  days.reduce((a, b) => (a < b ? a : b), LATEST)
export const latestDay = (days: readonly string[]) =>
  days.reduce((a, b) => (a > b ? a : b), EARLIEST)

export const STATUSES = ['ended', 'ongoing', 'end_unknown'] as const
export type Status = (typeof STATUSES)[number]

/** How certain it is that a record was true at `valid_at`. `carried` applies to kinds that `canBeCarried`. */
export const CERTAINTIES = ['definite', 'possible', 'carried'] as const
export type Certainty = (typeof CERTAINTIES)[number]
