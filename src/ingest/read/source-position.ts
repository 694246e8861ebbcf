import { readFileSync } from 'node:fs'
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import type { SeedPosition } from '../diagnostics.ts'

/** A place with its column, which of a line of NDJSON is only looked up when it is item. */
export function locate({ path, ...place }: SeedPosition, what?: 'key'): SeedPosition {
  if (path == null) return place
  const line = readFileSync(place.file, 'utf8').split('\n')[place.line - 1] ?? ''
  const lineCounter = new LineCounter()
  // JSON is a part of YAML, whose parser keeps the places of what it reads.
  const document = parseDocument(line, { schema: 'failsafe', lineCounter })
  return { ...place, column: lineCounter.linePos(offsetOf(document, JSON.parse(path), what)).col }
}

/** Where in its text what stands at a path begins, or its key. */
export function offsetOf(
  document: Document,
  path: readonly (string | number)[],
  what: 'key' | 'value' = 'value',
): number {
  const parent = document.getIn(path.slice(0, -1), true)
  if (what === 'key' && isMap(parent))
    for (const { key } of parent.items)
      if (isScalar(key) && key.value === path.at(-1)) return key.range?.[0] ?? 0
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return 0
}
