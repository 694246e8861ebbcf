import { readFileSync } from 'node:fs'
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'

/** A position in a seed file. Lines and columns count from 1. */
export interface SeedPosition {
  file: string
  line: number
  column: number
  /** In NDJSON only: the `SeedPath` as JSON. `locate` finds the column from it if an error is reported. */
  path?: string | null
}

/** The keys and indexes that lead from the top of a seed file to a value in it. */
export type SeedPath = readonly (string | number)[]

/** What a position points to: a value, or the key before it. */
export type EntryPart = 'key' | 'value'

/** Finds the column of a position in NDJSON. Any other position has its column already. */
export function locate({ path, ...position }: SeedPosition, part?: EntryPart): SeedPosition {
  if (path == null) return position
  const line = readFileSync(position.file, 'utf8').split('\n')[position.line - 1] ?? ''
  const lineCounter = new LineCounter()
  // JSON is a subset of YAML, and the YAML parser keeps positions.
  const document = parseDocument(line, { schema: 'failsafe', lineCounter })
  const offset = offsetOf(document, JSON.parse(path), part)
  return { ...position, column: lineCounter.linePos(offset).col }
}

/** The offset of the value at a path, or of its key. If it is missing, the offset of the value around it. */
export function offsetOf(document: Document, path: SeedPath, part: EntryPart = 'value'): number {
  const parent = document.getIn(path.slice(0, -1), true)
  if (part === 'key' && isMap(parent))
    for (const { key } of parent.items)
      if (isScalar(key) && key.value === path.at(-1)) return key.range?.[0] ?? 0
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return 0
}
