/** The path of a collection, or of one of its records. */
export function collectionUrl(collection: string, id?: string): string {
  return id === undefined ? `/v1/${collection}` : `/v1/${collection}/${encodeURIComponent(id)}`
}

/** The path and query of the members of an organization in a role at a valid time. */
export function rosterUrl(query: {
  organization: string
  role: string
  valid_at: string
  known_at?: string | undefined
}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  return `${collectionUrl('members')}?${new URLSearchParams(given as [string, string][])}`
}
