import { type DateBounds, EARLIEST, edtfBounds, LATEST } from '../../domain/edtf.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import { hasStatus, timeKinds } from '../../domain/valid-time.ts'
import { dateText } from '../common/dates.ts'
import type { PageRecord } from '../common/fields.ts'

/** A record that lasted some time, as a chart shows it. */
export interface ChartPeriod {
  label: string
  /** Periods of one group stand together below its name. */
  group?: string
  /** What a reader hears or sees in place of the bar. */
  text: string
  /** The URL of the record with its evidence. */
  url: string
  start: DateBounds
  end: DateBounds
}

/** The time of a record by its dates: a confirmation shows that it had begun and had not ended. */
export function chartPeriod(
  { time }: ResourceType,
  record: PageRecord,
  label: string,
  url: string,
): ChartPeriod {
  const fields = timeKinds(time).find(hasStatus)
  const date = (field: string | undefined): DateBounds | null => {
    const value = field === undefined ? undefined : record[field]
    return typeof value === 'string' ? edtfBounds(value) : null
  }
  const attested = date(fields?.attested)
  const start = date(fields?.start) ?? { min: EARLIEST, max: attested?.max ?? LATEST }
  const end = date(fields?.end) ?? openEnd(record, attested?.min ?? start.min)
  const isConfirmed = attested !== null && attested.max >= start.min && attested.min <= end.max
  return {
    label,
    text: periodDescription(label, record[fields?.start ?? ''], record[fields?.end ?? ''], record),
    url,
    start: {
      min: start.min,
      max: isConfirmed && attested.max < start.max ? attested.max : start.max,
    },
    end: { min: isConfirmed && attested.min > end.min ? attested.min : end.min, max: end.max },
  }
}

function openEnd({ status }: PageRecord, lastConfirmed: string): DateBounds {
  return { min: status === 'ongoing' ? LATEST : lastConfirmed, max: LATEST }
}

function periodDescription(
  label: string,
  start: unknown,
  end: unknown,
  { status, attested }: PageRecord,
): string {
  const from = typeof start === 'string' ? dateText(start) : 'start not known'
  const to =
    typeof end === 'string' ? dateText(end) : status === 'ongoing' ? 'today' : 'end not known'
  const confirmed =
    typeof attested === 'string' && typeof end !== 'string'
      ? `; last confirmed ${dateText(attested)}`
      : ''
  return `${label}: ${from} – ${to}${confirmed}`
}
