import type { Value } from '../../domain/claim.ts'
import { EARLIEST, edtfBounds, LATEST } from '../../domain/edtf.ts'
import { type FieldType, isDateType } from '../../domain/resource-type.ts'

/**
 * Recognizes a value in the wording of a document: figures with separators, in words or in millions;
 * dates in full, in figures or as a decade; names in full or as initials.
 */

/**
 * Whether a passage states a value.
 *
 * @param isAbbreviated whether initials are enough, such as "UN" for another organization
 */
export function passageStates(
  passage: string,
  type: FieldType,
  value: Value,
  isAbbreviated = false,
): boolean {
  const text = fold(passage)
  if (type === 'integer') return countVariants(Number(value)).some((words) => hasWords(text, words))
  if (isDateType(type)) return statesDate(text, String(value))
  if (type === 'url') return text.includes(fold(withoutScheme(String(value))))
  const name = String(value)
  return hasWords(text, fold(name)) || (isAbbreviated && hasWords(passage, initials(name)))
}

/** Whether documents state values of this type. Codes, references and our own words are not in them. */
export function isVerifiable(type: FieldType): boolean {
  return ['text', 'integer', 'date', 'period', 'url'].includes(type)
}

function fold(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s\u00a0]+/g, ' ')
    .toLowerCase()
}

/** Whether a text has a phrase that is not a part of a longer word or number. */
function hasWords(text: string, words: string): boolean {
  if (words === '') return false
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1)) {
    const before = text.slice(Math.max(0, at - 2), at)
    const after = text.slice(at + words.length, at + words.length + 2)
    const startsWord = !/[\p{L}\p{N}]$/u.test(before) && !/\p{N}[.,]$/u.test(before)
    const endsWord = !/^[\p{L}\p{N}]/u.test(after) && !/^[.,]\p{N}/u.test(after)
    if (startsWord && endsWord) return true
  }
  return false
}

const NUMBER_WORDS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(
  ' ',
)
/** Words in documents for a number of times per year. */
const TIMES: Readonly<Record<number, string[]>> = {
  1: ['once', 'annual', 'annually', 'every year'],
  2: ['twice'],
}
const SCALES: readonly [number, string[]][] = [
  [1_000_000, ['million', 'mio', 'mio.', 'm']],
  [1_000_000_000, ['billion', 'bn']],
]

function countVariants(value: number): string[] {
  const variants = [String(value), ordinal(value), ...(TIMES[value] ?? [])]
  for (const separator of [',', '.', ' ', "'"]) variants.push(grouped(value, separator))
  const word = NUMBER_WORDS[value]
  if (word !== undefined) variants.push(word)
  for (const [scale, names] of SCALES) {
    const scaled = value / scale
    // At most three decimals: "73.2 million", but not "0.0000001 million".
    if (scaled < 0.1 || !Number.isInteger(scaled * 1000)) continue
    const numbers = [String(scaled), String(scaled).replace('.', ',')]
    const scaledWord = NUMBER_WORDS[scaled]
    if (scaledWord !== undefined) numbers.push(scaledWord)
    if (scaled === 1) numbers.push('a')
    for (const number of numbers) for (const name of names) variants.push(`${number} ${name}`)
  }
  return variants
}

function grouped(value: number, separator: string): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, separator)
}

function ordinal(value: number): string {
  const tens = value % 100
  const suffix = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th')
  return `${value}${suffix}`
}

const MONTHS =
  'january february march april may june july august september october november december'.split(' ')

function statesDate(text: string, value: string): boolean {
  if (/^\d{3}0\/\d{3}9$/.test(value)) return hasWords(text, `${value.slice(0, 4)}s`)
  const states = (date: string) => dateVariants(date).some((words) => hasWords(text, words))
  const [from = '', to] = value.split('/')
  if (to === undefined) return states(value)
  const { min, max } = edtfBounds(value)
  return (
    dayRangeVariants(min, max).some((words) => text.includes(words)) ||
    [from, to].every((end) => end === '..' || states(end))
  )
}

/** Days of one month: "10 – 11 December 2018". */
function dayRangeVariants(min: string, max: string): string[] {
  if (min === EARLIEST || max === LATEST || min.slice(0, 7) !== max.slice(0, 7)) return []
  const [year, month] = max.split('-')
  const [first, last] = [min, max].map((day) => String(Number(day.slice(8))))
  const name = MONTHS[Number(month) - 1]
  return ['–', '-', ' – ', ' - ', ' to '].flatMap((dash) => [
    `${first}${dash}${last} ${name} ${year}`,
    `${name} ${first}${dash}${last}, ${year}`,
  ])
}

function dateVariants(date: string): string[] {
  const [year = '', mm, dd] = date.split('-')
  if (mm === undefined) return [year]
  const m = Number(mm)
  const name = MONTHS[m - 1] ?? ''
  const short = name.slice(0, 3)
  if (dd === undefined) return [date, `${name} ${year}`, `${short} ${year}`, `${m}/${year}`]
  const d = Number(dd)
  return [
    date,
    ...[name, short].flatMap((month) => [
      `${d} ${month} ${year}`,
      `${ordinal(d)} ${month} ${year}`,
      `${ordinal(d)} of ${month} ${year}`,
      `${month} ${d}, ${year}`,
      `${month} ${d} ${year}`,
    ]),
    `${dd}-${mm}-${year}`,
    `${dd}.${mm}.${year}`,
    `${dd}/${mm}/${year}`,
    // A news item states its year elsewhere.
    `(${d}/${m})`,
    `(${dd}/${mm})`,
  ]
}

function withoutScheme(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/$/, '')
}

/** "United Nations" is often "UN". */
function initials(name: string): string {
  const letters = name.match(/\b\p{Lu}/gu) ?? []
  return letters.length > 1 ? letters.join('') : ''
}
