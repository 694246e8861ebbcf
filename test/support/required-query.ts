/** The parameters without which lists return 400, by collection. */
const REQUIRED: Readonly<Record<string, Record<string, string>>> = {
  search: { q: 'council' },
  timeline: { organization: 'iom' },
}

export function requiredQuery(collection: string): Record<string, string> {
  return REQUIRED[collection] ?? {}
}
