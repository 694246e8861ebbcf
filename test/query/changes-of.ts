import type { Release } from '../../src/query/release.ts'
import { CHANGE_PARTS, changesList } from '../../src/query/views/changes.ts'
import { selectRows } from './fixture-release.ts'

interface Change {
  id: string
  sources: string[]
  became_known: { record: string; collection: string }[]
  changed: { record: string; collection: string; field: string; before: unknown; after: unknown }[]
  overruled: {
    claim: string
    record: string
    collection: string
    field: string
    value: unknown
    source: string
  }[]
}

/** The changes that match these filters. */
export function changesOf(release: Release, filters: Record<string, unknown> = {}): Change[] {
  return selectRows(release, changesList, { filters }).map((row) => {
    const parts = CHANGE_PARTS.map((name) => [name, JSON.parse(String(row[name]))])
    return { id: row.id, ...Object.fromEntries(parts) }
  })
}
