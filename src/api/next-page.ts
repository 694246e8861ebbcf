import { hash } from 'node:crypto'

/** Parameters that say how records are shown, not which: they may change from page to page. */
const SHOWN = ['limit', 'cursor', 'evidence', 'fields', 'format', 'release']

/** What a cursor is of: a digest of the list and of the parameters that narrow and order it. */
export function cursorScope(name: string, query: object): string {
  const narrowing = Object.entries(query)
    .filter(([name, value]) => value !== undefined && !SHOWN.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return hash('sha256', JSON.stringify([name, narrowing]), 'base64url').slice(0, 16)
}

/** The path of the next page, which leaves defaults unsaid as its caller did. */
export function nextPageUrl(
  path: string,
  query: { [name: string]: unknown },
  defaults: { [name: string]: unknown },
): string {
  const said = Object.entries(query)
    .filter(([name, value]) => value !== undefined && value !== defaults[name])
    .map(([name, value]) => [name, String(value)])
  return `${path}?${new URLSearchParams(said)}`
}
