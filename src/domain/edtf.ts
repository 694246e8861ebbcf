import parseEdtf from 'edtf'

/**
 * Dates as documents give them: the part of EDTF (ISO 8601-2:2019, levels 0 and 1) that is taken
 * here: a year, a month, a day, `X` for digits that are not known, `a/b`, and `..` for an open end.
 */

/** The first and the last day that a date allows, inclusive, as ISO 8601 days. */
export interface DateBounds {
  min: string
  max: string
}

/** Whether a date is written as one day; whether there is such a day, `whyNot` says. */
export const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text)

/** What stands for "no first day" and "no last day", so that bounds compare as plain text. */
export const EARLIEST = '0000-01-01'
export const LATEST = '9999-12-31'
export const UNBOUNDED: DateBounds = { min: EARLIEST, max: LATEST }

export const ALLOWED_DATES =
  'a year (1951), month (1951-12), day (1951-12-05), X for unknown digits (195X), or an interval (1951/1952, 2019-11-26/.., ../1951)'

const EXACT = String.raw`\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?`
const PARTLY = String.raw`\d{3}X|\d{2}XX|\d{4}-(?:0[1-9]|1[0-2])-XX|\d{4}-XX(?:-XX)?`
/** The shape of such a date, for schemas; `bounds` is the real check. */
export const DATE_PATTERN = `^(?:${EXACT}|${PARTLY}|${EXACT}/(?:${EXACT}|\\.\\.)|\\.\\./${EXACT})$`

const SHAPE = new RegExp(DATE_PATTERN)

export class EdtfError extends Error {}

const known = new Map<string, DateBounds>()

/** The days that a date allows. Throws BadDate, naming what is not taken. */
export function edtfBounds(text: string): DateBounds {
  const before = known.get(text)
  if (before !== undefined) return before
  const found = parse(text)
  // Parsing costs a sixth of a millisecond; callers choose the text, so what is kept is bounded.
  if (known.size >= 100_000) known.clear()
  known.set(text, found)
  return found
}

/** Why a text is not such a date; null where it is one. */
export function edtfError(text: string): string | null {
  try {
    edtfBounds(text)
    return null
  } catch (error) {
    if (error instanceof EdtfError) return error.message
    throw error
  }
}

function parse(text: string): DateBounds {
  refuseOthers(text)
  const [from = '', to] = text.split('/')
  const first = from === '..' ? UNBOUNDED : daysOf(from)
  if (to === undefined) return first
  const last = to === '..' ? UNBOUNDED : daysOf(to)
  if (last.max < first.min) throw new EdtfError('an interval ends before it begins')
  return { min: first.min, max: last.max }
}

function refuseOthers(text: string): void {
  if (/[T:]/.test(text)) throw new EdtfError('a time of day is not taken')
  if (/^Y-?\d|^-\d|^\d{5}|(?:^|\/)(?:0000|9999)/.test(text))
    throw new EdtfError('years are 0001 to 9998')
  if (/[?~%]/.test(text)) throw new EdtfError('? ~ and % are not taken; give an interval')
  if (/[[{]/.test(text)) throw new EdtfError('sets and lists are not taken; give an interval')
  if (/^\/|\/$/.test(text))
    throw new EdtfError('an unknown end is not taken; write .. for an open one')
  if (/-(2[1-9]|3\d|4[01])($|\/)/.test(text.replace(/\d{4}-\d\d-/g, '')))
    throw new EdtfError('seasons are not taken; give an interval of months')
  if (/X.*\/|\/.*X/.test(text)) throw new EdtfError('X inside an interval is not taken')
  if (!SHAPE.test(text)) throw new EdtfError('not such a date')
}

/** The days of a date that is not an interval. */
function daysOf(date: string): DateBounds {
  try {
    const { min, max } = parseEdtf(date)
    const [first, last] = [min, max].map((time) => new Date(time).toISOString().slice(0, 10))
    // The package takes 29 February of each century for a day, and gives the next.
    if (
      first !== undefined &&
      last !== undefined &&
      (date.length < 10 || /X/.test(date) || first === date)
    )
      return { min: first, max: last }
  } catch {
    // It throws where there is no such day.
  }
  throw new EdtfError('no such day in the calendar')
}

/** Whether each day that `inner` allows is also allowed by `outer`. */
export function isInside(inner: DateBounds, outer: DateBounds): boolean {
  return inner.min >= outer.min && inner.max <= outer.max
}

export function overlaps(a: DateBounds, b: DateBounds): boolean {
  return a.min <= b.max && b.min <= a.max
}

export function isEqual(a: DateBounds, b: DateBounds): boolean {
  return a.min === b.min && a.max === b.max
}

/** The number of days that a date allows: the more, the less it says. */
export function dayCount({ min, max }: DateBounds): number {
  if (min === EARLIEST || max === LATEST) return Number.POSITIVE_INFINITY
  return (Date.parse(max) - Date.parse(min)) / 86_400_000 + 1
}

/** Closes the open end of a date by a day, as when a document cannot speak of the time after it. */
export function closeInterval(text: string, day: string): string {
  return text.endsWith('/..') ? `${text.slice(0, -2)}${day}` : text
}
