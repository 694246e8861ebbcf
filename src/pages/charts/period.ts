import { type DateBounds, EARLIEST, LATEST } from '../../domain/edtf.ts'
import { BOUND_PROPERTIES } from '../../domain/record-components.ts'
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

/** @param record with its bounds (`bounds=true`) */
export function chartPeriod(
  type: ResourceType,
  record: PageRecord,
  label: string,
  url: string,
): ChartPeriod {
  const bound = (name: keyof typeof BOUND_PROPERTIES, open: string) =>
    String(record[BOUND_PROPERTIES[name]] ?? open)
  return {
    label,
    text: `${label}: ${periodDescription(type, record)}`,
    url,
    start: { min: bound('start_min', EARLIEST), max: bound('start_max', LATEST) },
    // An open end of something that continues is later than each day of the chart.
    end: {
      min: bound('end_min', record.status === 'ongoing' ? LATEST : EARLIEST),
      max: bound('end_max', LATEST),
    },
  }
}

/** From when to when a record was true, in words. */
export function periodDescription({ time }: ResourceType, record: PageRecord): string {
  const fields = timeKinds(time).find(hasStatus)
  const { status, attested } = record
  const start = record[fields?.start ?? '']
  const end = record[fields?.end ?? '']
  const from = typeof start === 'string' ? dateText(start) : 'start not known'
  const isOngoing = status === 'ongoing'
  const to = typeof end === 'string' ? dateText(end) : isOngoing ? 'ongoing' : 'end not known'
  const confirmed =
    typeof attested === 'string' && typeof end !== 'string'
      ? `; last confirmed ${dateText(attested)}`
      : ''
  return `${from} – ${to}${confirmed}`
}
