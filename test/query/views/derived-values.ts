import { selectItem } from '../../../src/query/list-query.ts'
import type { Release } from '../../../src/query/release.ts'
import { organizationsList, selectDerivedValues } from '../../../src/query/views/organizations.ts'
import { listRequest } from '../fixture-release.ts'

export type DerivedOptions = NonNullable<Parameters<typeof listRequest>[2]>

/** The derived fields of an organization, and the claims that they follow from. */
export function derivedOf(release: Release, id: string, options: DerivedOptions = {}) {
  const { known_at = release.last_known, fields = null } = options
  const row = selectItem(release, organizationsList, {
    ...listRequest(release, organizationsList, { ...options, fields: null }),
    id,
  })
  if (row === undefined) throw new Error(`There is no organization ${id}.`)
  const [derived] = selectDerivedValues(release, [row], { known_at, fields })
  if (derived === undefined) throw new Error(`Nothing is derived for ${id}.`)
  return derived
}

/** `name (language), acronym, city country`; what is missing is left out. */
export function describeAt(release: Release, id: string, options: DerivedOptions = {}): string {
  const { values } = derivedOf(release, id, options)
  const { name, name_language, acronym, headquarters_city, headquarters_country } = values
  const named = name_language == null ? name : `${name} (${name_language})`
  const seat = [headquarters_city, headquarters_country].filter((part) => part != null).join(' ')
  return [named, acronym, seat].filter((part) => part != null && part !== '').join(', ')
}
