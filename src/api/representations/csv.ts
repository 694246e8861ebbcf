/**
 * CSV as in RFC 4180: lines end in CRLF, and a value with a comma, quote or line break is quoted.
 *
 * A text that a spreadsheet would take for a formula has an apostrophe put before it, as has one that
 * then looked the same. So nothing is lost: of a text that is apostrophes and then one of these
 * characters, the first apostrophe is not its own.
 */

/** What spreadsheets take for the beginning of a formula (OWASP: CSV Injection). */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/

export const FORMULA_GUARD =
  "A text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a line break) has `'` put before it; of a text that begins with apostrophes and then one of these, the first is not its own."

export const CSV_MEDIA_TYPE = 'text/csv; charset=utf-8; header=present'

type Value = string | number | boolean | null | undefined

/** One line; null is an empty value. */
export function csvLine(values: readonly Value[]): string {
  return `${values.map(quoted).join(',')}\r\n`
}

function quoted(value: Value): string {
  const text = guarded(value ?? '')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function guarded(value: string | number | boolean): string {
  return typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value)
}
