/** CSV as in RFC 4180: lines end in CRLF, and a value with a comma, quote or line break is quoted. */

export const MEDIA_TYPE = 'text/csv; charset=utf-8; header=present'

type Value = string | number | boolean | null | undefined

/** One line; null is an empty value. */
export function csvLine(values: readonly Value[]): string {
  return `${values.map(quoted).join(',')}\r\n`
}

function quoted(value: Value): string {
  const text = value === null || value === undefined ? '' : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
