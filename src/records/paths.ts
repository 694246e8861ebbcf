/** Where a noun's list is, or one of its records. */
export function pathOf(noun: string, id?: string): string {
  return id === undefined ? `/v1/${noun}` : `/v1/${noun}/${encodeURIComponent(id)}`
}
