import { LRUCache } from 'lru-cache'
import { foldText } from '../domain/folded-text.ts'
import { similarWords } from '../domain/suggestions.ts'
import type { FilterValues } from './filters.ts'
import type { ListDefinition } from './list-definition.ts'
import type { Release } from './release.ts'

/** The texts of a column by their folded form. They are read at the first request that compares them. */
type FoldedTexts = ReadonlyMap<string, readonly string[]>

const byRelease = new WeakMap<Release, LRUCache<string, FoldedTexts>>()

/** Columns whose texts are kept. */
const MAX_COLUMNS = 20

/** The stored texts that equal a text without case, accents and spaces around it. */
export function storedTexts(
  release: Release,
  table: string,
  column: string,
  text: string,
): readonly string[] {
  return foldedTexts(release, table, column).get(foldForFilter(text)) ?? []
}

/** Stored texts that resemble a text that nothing equals: similar ones, and those that contain it. At most three. */
function nearTexts(release: Release, table: string, column: string, text: string): string[] {
  const texts = foldedTexts(release, table, column)
  const folded = foldForFilter(text)
  const similar = similarWords(folded, texts.keys())
  const containing = [...texts.keys()].filter((one) => one.includes(folded))
  return [...new Set([...similar, ...containing])]
    .slice(0, 3)
    .flatMap((one) => texts.get(one)?.slice(0, 1) ?? [])
}

/** Stored texts that resemble the texts of filters, by parameter. */
export function nearValues(
  release: Release,
  { filters, table }: ListDefinition,
  values: FilterValues,
): Record<string, string[]> {
  const near = Object.entries(filters).flatMap(([name, { values: kind }]): [string, string[]][] => {
    const text = values[name]
    if (kind !== 'text' || text === undefined) return []
    const isStored = storedTexts(release, table, name, String(text)).length > 0
    return isStored ? [] : [[name, nearTexts(release, table, name, String(text))]]
  })
  return Object.fromEntries(near.filter(([, texts]) => texts.length > 0))
}

function foldForFilter(text: string): string {
  return foldText(text).trim().replaceAll(/\s+/g, ' ')
}

function foldedTexts(release: Release, table: string, column: string): FoldedTexts {
  const known = byRelease.get(release) ?? new LRUCache<string, FoldedTexts>({ max: MAX_COLUMNS })
  byRelease.set(release, known)
  const key = `${table} ${column}`
  const texts = known.get(key) ?? selectTexts(release, table, column)
  known.set(key, texts)
  return texts
}

function selectTexts({ prepare }: Release, table: string, column: string): FoldedTexts {
  const rows = prepare<{ text: string }>(
    `SELECT DISTINCT "${column}" AS text FROM ${table} WHERE "${column}" IS NOT NULL`,
  ).all({})
  return Map.groupBy(
    rows.map(({ text }) => text),
    foldForFilter,
  )
}
