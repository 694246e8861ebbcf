/**
 * The condition under which a version was the current one at `:known_at`.
 *
 * @param from the column with the first day on which the row is known
 */
export function isKnown(alias: string, from = 'known_from'): string {
  return `${alias}.${from} <= :known_at AND (${alias}.known_to IS NULL OR ${alias}.known_to > :known_at)`
}
