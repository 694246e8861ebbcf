import type { Value } from '../../api/evidence-schema.ts'
import { EARLIEST, edtfBounds, LATEST } from '../../domain/edtf.ts'
import type { FieldType } from '../../domain/resource-type.ts'

/**
 * The forms in which documents write a value: figures with separators, in words or in millions;
 * dates in full, in figures or as a decade; names as they are or by their initials.
 */

/**
 * Whether a passage states a value, in one of those forms.
 *
 * @param abbreviated whether its initials will do, as "UN" for another organization
 */
export function passageStates(
  passage: string,
  form: FieldType,
  value: Value,
  abbreviated = false,
): boolean {
  const text = folded(passage)
  if (form === 'count') return countForms(Number(value)).some((said) => hasWord(text, said))
  if (form === 'day' || form === 'span') return statesDate(text, String(value))
  if (form === 'url') return text.includes(folded(bare(String(value))))
  const name = String(value)
  return hasWord(text, folded(name)) || (abbreviated && hasWord(passage, initials(name)))
}

/** Forms that stand in the text; the others are codes, references or our own words. */
export function isFoundInText(form: FieldType): boolean {
  return ['text', 'count', 'day', 'span', 'url'].includes(form)
}

function folded(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s\u00a0]+/g, ' ')
    .toLowerCase()
}

/** Whether a text has a word or phrase that is not a part of a longer word or number. */
function hasWord(text: string, said: string): boolean {
  if (said === '') return false
  for (let at = text.indexOf(said); at !== -1; at = text.indexOf(said, at + 1)) {
    const before = text.slice(Math.max(0, at - 2), at)
    const after = text.slice(at + said.length, at + said.length + 2)
    const startsWord = !/[\p{L}\p{N}]$/u.test(before) && !/\p{N}[.,]$/u.test(before)
    const endsWord = !/^[\p{L}\p{N}]/u.test(after) && !/^[.,]\p{N}/u.test(after)
    if (startsWord && endsWord) return true
  }
  return false
}

const WORDS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')
const TIMES: Readonly<Record<number, string[]>> = {
  1: ['once', 'annual', 'annually', 'every year'],
  2: ['twice'],
}
const SCALES: readonly [number, string[]][] = [
  [1_000_000, ['million', 'mio', 'mio.', 'm']],
  [1_000_000_000, ['billion', 'bn']],
]

function countForms(value: number): string[] {
  const forms = [String(value), ordinal(value), ...(TIMES[value] ?? [])]
  for (const separator of [',', '.', ' ', "'"]) forms.push(grouped(value, separator))
  const word = WORDS[value]
  if (word !== undefined) forms.push(word)
  for (const [scale, names] of SCALES) {
    const many = value / scale
    if (many < 0.1 || !Number.isInteger(many * 1000)) continue
    const said = [
      String(many),
      String(many).replace('.', ','),
      ...(WORDS[many] ? [WORDS[many]] : []),
    ]
    if (many === 1) said.push('a')
    for (const number of said) for (const name of names) forms.push(`${number} ${name}`)
  }
  return forms
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
  if (/^\d{3}0\/\d{3}9$/.test(value)) return hasWord(text, `${value.slice(0, 4)}s`)
  const { min, max } = edtfBounds(value)
  const [from, to] = value.split('/')
  if (to === undefined) return dateForms(value).some((said) => hasWord(text, said))
  return (
    runForms(min, max).some((said) => text.includes(said)) ||
    [from, to].every(
      (end) =>
        end === undefined || end === '..' || dateForms(end).some((said) => hasWord(text, said)),
    )
  )
}

/** "10 – 11 December 2018": two days of one month. */
function runForms(min: string, max: string): string[] {
  if (min === EARLIEST || max === LATEST || min.slice(0, 7) !== max.slice(0, 7)) return []
  const [year, month] = max.split('-')
  const [a, b] = [min, max].map((day) => String(Number(day.slice(8))))
  const name = MONTHS[Number(month) - 1]
  return ['–', '-', ' – ', ' - ', ' to '].flatMap((dash) => [
    `${a}${dash}${b} ${name} ${year}`,
    `${name} ${a}${dash}${b}, ${year}`,
  ])
}

function dateForms(date: string): string[] {
  const [year = '', month, day] = date.split('-')
  if (month === undefined) return [year]
  const name = MONTHS[Number(month) - 1] ?? ''
  const short = name.slice(0, 3)
  if (day === undefined)
    return [date, `${name} ${year}`, `${short} ${year}`, `${Number(month)}/${year}`]
  const d = Number(day)
  const [dd, mm, m] = [day, month, Number(month)]
  return [
    date,
    ...[name, short].flatMap((word) => [
      `${d} ${word} ${year}`,
      `${ordinal(d)} ${word} ${year}`,
      `${ordinal(d)} of ${word} ${year}`,
      `${word} ${d}, ${year}`,
      `${word} ${d} ${year}`,
    ]),
    `${dd}-${mm}-${year}`,
    `${dd}.${mm}.${year}`,
    `${dd}/${mm}/${year}`,
    // The year of a news item is that of its day.
    `(${d}/${m})`,
    `(${dd}/${mm})`,
  ]
}

function bare(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/$/, '')
}

/** "United Nations" is often "UN". */
function initials(name: string): string {
  const letters = name.match(/\b\p{Lu}/gu) ?? []
  return letters.length > 1 ? letters.join('') : ''
}
