import { labelIn } from './labels.ts'
import type { ServedRecord } from './record-serialization.ts'
import type { Fields } from './resource-type.ts'

const NUMBERS = new Intl.NumberFormat('en')

/**
 * Fills a sentence of a resource type with the values of a record: labels before codes and ids. `{a|b}` is the first that
 * has a value. A part in square brackets is left out if none has.
 *
 * @param fields of the resource type. A value that need not be stated, such as the qualifier `exact`, counts as none.
 */
export function fillSentence(template: string, record: ServedRecord, fields: Fields = {}): string {
  const filled = template
    .replaceAll(/\[([^\]]*)\]/g, (_, part: string) => fill(part, record, fields) ?? '')
    .replaceAll(/\{[\w|]+\}/g, (name) => fill(name, record, fields) ?? '')
  return filled.charAt(0).toUpperCase() + filled.slice(1)
}

/** Returns undefined if a name has no value. */
function fill(part: string, record: ServedRecord, fields: Fields): string | undefined {
  let isComplete = true
  const filled = part.replaceAll(/\{([\w|]+)\}/g, (_, names: string) => {
    const value = names
      .split('|')
      .map((name) => shownValue(name, record, fields))
      .find((one) => one != null)
    if (value === undefined) isComplete = false
    return typeof value === 'number' ? NUMBERS.format(value) : String(value)
  })
  return isComplete ? filled : undefined
}

function shownValue(name: string, record: ServedRecord, fields: Fields): unknown {
  const label = labelIn(record, name)
  const value = record[name]
  if (label !== null) return label
  const { unstated, type } = fields[name] ?? {}
  if (unstated !== undefined && unstated.value === value) return undefined
  return type === 'code' && typeof value === 'string' ? value.replaceAll('_', ' ') : value
}
