import type { Fields } from '../../domain/resource-type.ts'
import type { Report, Subject } from '../diagnostics.ts'
import type { SeedPath } from '../read/seed-position.ts'

/**
 * Reports values that YAML splits at a comma, as in `{ value: 1,200 }` and `{ title: Adopted, in full }`: the
 * other parts are keys without values. Removes them from the entry.
 */
export function reportSplitValues(
  fields: Fields,
  entry: Record<string, unknown>,
  allowed: readonly string[],
  path: SeedPath,
  about: Subject,
  report: Report,
): void {
  const names = Object.keys(entry)
  const isPart = (name: string) =>
    !allowed.includes(name) && (entry[name] === null || entry[name] === '')
  const reportSplit = (field: string, parts: readonly string[], remedy: string) => {
    const position = [...path, ...parts.slice(0, 1)]
    report(position, { ...about, field }, `split at the comma; ${remedy}`, 'key')
    for (const part of parts) delete entry[part]
  }

  // JavaScript lists keys of digits first, so the number before the comma is looked up by its type.
  const digits = names.filter((name) => isPart(name) && /^\d{3}$/.test(name))
  const [number, ...otherNumbers] = names.filter((name) => fields[name]?.type === 'integer')
  if (number !== undefined && digits.length > 0) {
    const isCertain = otherNumbers.length === 0 && digits.length === 1
    const written = isCertain ? `${number}: ${entry[number]}${digits[0]}` : 'the number'
    reportSplit(number, digits, `write ${written} without separators`)
  }
  for (const [index, field] of names.entries()) {
    const after = names.slice(index + 1)
    const next = after.findIndex((name) => !isPart(name))
    const parts = next === -1 ? after : after.slice(0, next)
    if (!allowed.includes(field) || parts.length === 0) continue
    const whole = [entry[field], ...parts].join(', ')
    reportSplit(field, parts, `quote the value: ${field}: "${whole}"`)
  }
}
