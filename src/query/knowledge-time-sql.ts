/** The condition under which a version was the current one at `:known_at`. */
export function isKnown(alias: string): string {
  return `${alias}.known_from <= :known_at AND (${alias}.known_to IS NULL OR ${alias}.known_to > :known_at)`
}
