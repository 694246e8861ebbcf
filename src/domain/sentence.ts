import { labelIn } from './labels.ts'
import type { ServedRecord } from './record-serialization.ts'

const NUMBERS = new Intl.NumberFormat('en')

/**
 * Fills a sentence of a resource type with the values of a record: labels before codes and ids. `{a|b}` is the first that
 * has a value. A part in square brackets is left out if none has.
 */
export function fillSentence(template: string, record: ServedRecord): string {
  const filled = template
    .replaceAll(/\[([^\]]*)\]/g, (_, part: string) => fill(part, record) ?? '')
    .replaceAll(/\{[\w|]+\}/g, (name) => fill(name, record) ?? '')
  return filled.charAt(0).toUpperCase() + filled.slice(1)
}

/** Returns undefined if a name has no value. */
function fill(part: string, record: ServedRecord): string | undefined {
  let isComplete = true
  const filled = part.replaceAll(/\{([\w|]+)\}/g, (_, names: string) => {
    const value = names
      .split('|')
      .map((name) => labelIn(record, name) ?? record[name])
      .find((one) => one != null)
    if (value === undefined) isComplete = false
    return typeof value === 'number' ? NUMBERS.format(value) : String(value)
  })
  return isComplete ? filled : undefined
}
