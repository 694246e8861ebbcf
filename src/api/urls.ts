/** The path of a collection, or of one of its records. */
export function collectionUrl(collection: string, id?: string): string {
  return id === undefined ? `/v1/${collection}` : `/v1/${collection}/${encodeURIComponent(id)}`
}
