import { isDay } from '../../domain/edtf.ts'

/** Dates as people write them, from EDTF (domain/edtf.ts). */

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
]

/** A date of an event: an interval means some day inside it. */
export function dateText(edtf: string): string {
  const [from = '', to] = edtf.split('/')
  if (to === undefined) return exactText(from)
  if (from === '..') return `${exactText(to)} or earlier`
  if (to === '..') return `${exactText(from)} or later`
  return `between ${commonPartsOnce(from, to, ' and ')}`
}

/** A date of a period: an interval means all of it. */
export function periodText(edtf: string): string {
  const [from = '', to] = edtf.split('/')
  if (to === undefined) return exactText(from)
  if (from === '..') return `until ${exactText(to)}`
  if (to === '..') return `from ${exactText(from)}`
  return commonPartsOnce(from, to, ' to ')
}

/** A date after a word: “since 1 October 2023”, “until some day between 1 and 9 May 1954”, “until 1962 at the latest”. */
export function dateAfter(word: 'since' | 'until', edtf: string): string {
  const [from = '', to] = edtf.split('/')
  if (to === undefined) return `${word} ${exactText(from)}`
  if (from === '..') return `${word} ${exactText(to)} at the latest`
  if (to === '..') return `${word} ${exactText(from)} at the earliest`
  return `${word} some day ${dateText(edtf)}`
}

/** When, as the start of a sentence: “On 5 December 1951”, “In 1951”, “In the 1950s”, “Between 1951 and 1954”. */
export function whenText(edtf: string): string {
  const text = dateText(edtf)
  if (edtf.startsWith('..') || edtf.endsWith('..')) return `In ${text}`
  if (edtf.includes('/')) return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
  if (isDay(edtf)) return `On ${text}`
  return /^\d{3}X$/.test(edtf) ? `In the ${text}` : `In ${text}`
}

/** `27 and 28 November 2017`: month and year once if both dates have them. */
function commonPartsOnce(from: string, to: string, separator: string): string {
  if (isDay(from) && isDay(to) && from.slice(0, 7) === to.slice(0, 7))
    return `${Number(from.slice(8))}${separator}${exactText(to)}`
  if (isDay(from) && isDay(to) && from.slice(0, 4) === to.slice(0, 4))
    return `${exactText(from).slice(0, -5)}${separator}${exactText(to)}`
  return `${exactText(from)}${separator}${exactText(to)}`
}

/** A date that is not an interval. */
function exactText(date: string): string {
  if (/^\d{3}X$/.test(date)) return `${date.slice(0, 3)}0s`
  if (/^\d{2}XX$/.test(date)) return `${date.slice(0, 2)}00–${date.slice(0, 2)}99`
  const [year = '', month = 'XX', day = 'XX'] = date.split('-')
  if (month === 'XX') return year
  const monthAndYear = `${MONTHS[Number(month) - 1] ?? month} ${year}`
  return day === 'XX' ? monthAndYear : `${Number(day)} ${monthAndYear}`
}
