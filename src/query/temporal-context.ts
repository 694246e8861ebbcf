import { Type } from 'typebox'
import { ALLOWED_DATES, type DateBounds, edtfBounds, edtfError, isDay } from '../domain/edtf.ts'
import { invalidParameters } from '../http/problem.ts'
import { similarIds } from './id-lookup.ts'
import type { Release } from './release.ts'

/**
 * The two clocks. `valid_at` asks when it was true, `known_at` what documents had said by then.
 * They are independent: what was said by 2016 of the year 2020 is a question like any other.
 */
export interface TemporalContext {
  known_at: string
  /** The days that were asked about; null where all are. */
  valid_at: DateBounds | null
  /** The date that was asked about, as it was written. */
  valid_at_text: string | null
}

export const KnownAtParameter = Type.String({
  minLength: 1,
  maxLength: 100,
  description:
    'What documents had said by then: a day (2019-12-31), or the id of a source, which means the day it was known_from. Default: the last day on which one was. A later day tells the same as that; before the first, nothing is known.',
  examples: ['2019-12-31'],
})

export const ValidAtParameter = Type.String({
  format: 'edtf',
  maxLength: 30,
  description: `When it was true: some day in ${ALLOWED_DATES}. Each record then tells its \`certainty\`.`,
  examples: ['2018-10'],
})

/** The clocks of a request. Throws a problem that names what is wrong with one. */
export function temporalContext(
  release: Release,
  { known_at, valid_at }: { known_at?: string | undefined; valid_at?: string | undefined },
): TemporalContext {
  return {
    known_at: known_at === undefined ? release.last_known : dayOf(release, known_at),
    valid_at: valid_at === undefined ? null : edtfBounds(valid_at),
    valid_at_text: valid_at ?? null,
  }
}

const KNOWN_FROM = 'SELECT known_from FROM sources WHERE id = :id'

/** The day that `known_at` means: itself, or the day a source was known_from. */
function dayOf(release: Release, value: string): string {
  const parameter = 'known_at'
  if (isDay(value) && edtfError(value) === null) return value
  const known_from = release
    .prepare<{ known_from: string }>(KNOWN_FROM)
    .get({ id: value })?.known_from
  if (known_from !== undefined) return known_from
  const [near] = similarIds(release, 'sources', value)
  throw invalidParameters({
    parameter,
    value,
    message: 'neither a day nor the id of a source',
    allowed: ['a day (2019-12-31)', 'the id of a source, as /v1/sources lists them'],
    ...(near !== undefined && { suggestion: near }),
  })
}
