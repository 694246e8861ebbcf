import { Type } from 'typebox'
import { invalid } from '../http/problem.ts'
import { ALLOWED_DATES, type Bounds, bounds, isDay, whyNot } from './edtf.ts'
import type { Release } from './release.ts'
import { nearIds } from './unknown.ts'

/**
 * The two clocks. `valid_at` asks when it was true, `known_at` what documents had said by then.
 * They are independent: what was said by 2016 of the year 2020 is a question like any other.
 */
export interface Clocks {
  known_at: string
  /** The days that were asked about; null where all are. */
  valid_at: Bounds | null
  /** The date that was asked about, as it was written. */
  said: string | null
}

export const KnownAt = Type.String({
  minLength: 1,
  maxLength: 100,
  description:
    'What documents had said by then: a day (2019-12-31), or the id of a source, which means the day it was heard. Default: the last day on which one was. A later day tells the same as that; before the first, nothing is known.',
  examples: ['2019-12-31'],
})

export const ValidAt = Type.String({
  format: 'edtf',
  maxLength: 30,
  description: `When it was true: some day in ${ALLOWED_DATES}. Each record then tells its \`certainty\`.`,
  examples: ['2018-10'],
})

/** The clocks of a request. Throws a problem that names what is wrong with one. */
export function clocksOf(
  release: Release,
  { known_at, valid_at }: { known_at?: string | undefined; valid_at?: string | undefined },
): Clocks {
  return {
    known_at: known_at === undefined ? release.last_known : dayOf(release, known_at),
    valid_at: valid_at === undefined ? null : bounds(valid_at),
    said: valid_at ?? null,
  }
}

const HEARD = 'SELECT heard FROM sources WHERE id = :id'

/** The day that `known_at` means: itself, or the day a source was heard. */
function dayOf(release: Release, value: string): string {
  const parameter = 'known_at'
  if (isDay(value) && whyNot(value) === null) return value
  const heard = release.prepare<{ heard: string }>(HEARD).get({ id: value })?.heard
  if (heard !== undefined) return heard
  const [near] = nearIds(release, 'sources', value)
  throw invalid({
    parameter,
    value,
    message: 'neither a day nor the id of a source',
    allowed: ['a day (2019-12-31)', 'the id of a source, as /v1/sources lists them'],
    ...(near !== undefined && { suggestion: near }),
  })
}
