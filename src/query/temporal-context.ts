import { type DateBounds, edtfBounds, edtfError } from '../domain/edtf.ts'
import { InvalidFilterError } from './errors.ts'
import type { Release } from './release.ts'
import { similarIds } from './unknown-ids.ts'

/**
 * The two times of a query. They are independent: documents published by 2016 can describe 2020.
 */
export interface TemporalContext {
  /** Knowledge time, as an ISO 8601 day. */
  known_at: string
  /** Valid time; null if the request does not restrict it. */
  valid_at: DateBounds | null
  /** Valid time as the client wrote it. */
  valid_at_text: string | null
  /** The language in which names are preferred (BCP 47). */
  lang: string
}

const DEFAULT_LANGUAGE = 'en'

/** Throws InvalidFilterError if `known_at` is neither a date nor the id of a source. */
export function temporalContext(
  release: Release,
  {
    known_at,
    valid_at,
    lang = DEFAULT_LANGUAGE,
  }: {
    known_at?: string | undefined
    valid_at?: string | undefined
    lang?: string | undefined
  },
): TemporalContext {
  return {
    known_at: known_at === undefined ? release.last_known : resolveKnownAt(release, known_at),
    valid_at: valid_at === undefined ? null : edtfBounds(valid_at),
    valid_at_text: valid_at ?? null,
    lang,
  }
}

const KNOWN_FROM = 'SELECT known_from FROM sources WHERE id = :id'

const IS_DATE = /^\d{4}(?:-\d{2}){0,2}$/

/** Returns the day itself, the last day of a month or year, or the day from which the source with this id is known. */
function resolveKnownAt(release: Release, value: string): string {
  const isDate = IS_DATE.test(value)
  const error = isDate ? edtfError(value) : null
  if (isDate && error === null) return edtfBounds(value).max
  const source = release.prepare<{ known_from: string }>(KNOWN_FROM).get({ id: value })
  if (source !== undefined) return source.known_from
  const [suggestion] = similarIds(release, 'sources', value)
  throw new InvalidFilterError({
    parameter: 'known_at',
    value,
    message: error ?? `'${value}' is neither a date nor the id of a source`,
    allowed: [
      'a day, month or year (2019-12-31, 2019-12, 2019)',
      'the id of a source, as in /v1/sources',
    ],
    ...(suggestion !== undefined && { suggestion }),
  })
}
