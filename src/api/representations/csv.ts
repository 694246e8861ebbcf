/**
 * CSV (RFC 4180): lines end in CRLF; a value with a comma, a quote or a line break is quoted.
 *
 * A text that a spreadsheet would run as a formula is prefixed with an apostrophe. So is a text that already
 * has apostrophes before such a character. The prefix can therefore be removed without loss: remove the first
 * apostrophe of each text that starts with apostrophes followed by one of these characters.
 */

/** The characters that start a formula (OWASP, CSV Injection), after any apostrophes. */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/

export const FORMULA_GUARD =
  "A text that a spreadsheet would run as a formula (it starts with `=`, `+`, `-`, `@`, a tab or a line break) is prefixed with `'`. If a text starts with apostrophes followed by one of these characters, its first apostrophe was added."

type Value = string | number | boolean | null | undefined

/** One line with its line end. Null becomes an empty value. */
export function csvLine(values: readonly Value[]): string {
  return `${values.map(quote).join(',')}\r\n`
}

function quote(value: Value): string {
  const text = guard(value ?? '')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function guard(value: string | number | boolean): string {
  return typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value)
}
