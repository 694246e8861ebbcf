import { collections } from '../../src/api/collections/index.ts'
import type { Row } from '../../src/domain/record-serialization.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { ANY_COLLECTION } from '../../src/query/filter-validation.ts'
import type { ListDefinition } from '../../src/query/list-definition.ts'
import { type ListRequest, selectPage } from '../../src/query/list-query.ts'
import { openRelease, type Release } from '../../src/query/release.ts'
import { temporalContext } from '../../src/query/temporal-context.ts'
import { type EvidenceItem, evidenceAt, selectVersionJson } from '../../src/query/version-json.ts'
import { FIXTURE, loadFolder, temporaryFolder } from '../support/app.ts'

/** Releases and list requests for tests of queries, without an app. */

export const { db: fixtureDatabase } = loadFolder(FIXTURE)

/** The release of the frozen fixture. Tests share it, because it cannot change. */
export const fixtureRelease = openRelease(fixtureDatabase)

/** The release of these seed files. */
export function releaseOf(files: Record<string, string>): Release {
  return openRelease(loadFolder(temporaryFolder(files)).db)
}

/** A record of each collection that filters refer to. */
export const REFERENCES: Readonly<Record<string, string>> = {
  organizations: 'iom',
  people: 'amy-pope',
  posts: 'iom-director-general',
  leadership: 'fifa-president-seeldrayers',
  sources: 'ukraine-mission-2014',
  bodies: 'iom-council',
  compacts: 'new-york-declaration',
  appeals: 'example-union-appeal-1960',
  [ANY_COLLECTION]: 'iom-un-dependent',
}

/** The list of a collection, by its name. */
export function listOf(name: string): ListDefinition {
  const collection = collections.find((one) => one.name === name)
  if (collection === undefined) throw new Error(`There is no collection ${name}.`)
  return collection.list
}

interface RequestOptions extends Partial<Omit<ListRequest, 'context'>> {
  known_at?: string
  valid_at?: string
  lang?: string
}

/** The values that request validation gives to filters that a request does not have. */
function defaultFilters({ filters }: ListDefinition): Record<string, unknown> {
  const defaults = Object.entries(filters).map(([name, { schema }]) => [
    name,
    (schema as { default?: unknown }).default,
  ])
  return Object.fromEntries(defaults.filter(([, value]) => value !== undefined))
}

/** A request for a whole list in its default order, with the given changes. */
export function listRequest(
  release: Release,
  list: ListDefinition,
  { known_at, valid_at, lang, filters, ...options }: RequestOptions = {},
): ListRequest {
  return {
    context: temporalContext(release, { known_at, valid_at, lang }),
    filters: { ...defaultFilters(list), ...filters },
    fields: null,
    sort: list.defaultSort,
    limit: 100_000,
    after: null,
    ...options,
  }
}

/** The rows of a list. Those of a resource type have the fields of their versions, too. */
export function selectRows(
  release: Release,
  list: ListDefinition,
  options: RequestOptions = {},
): Row[] {
  const { rows } = selectPage(release, list, listRequest(release, list, options))
  if (!resourceTypes.some(({ name }) => name === list.name)) return rows
  const versions = selectVersionJson(release, rows)
  return rows.map((row, index) => ({ ...JSON.parse(versions[index]?.fields ?? '{}'), ...row }))
}

/** The evidence of each row at a knowledge time. */
export function evidenceOf(
  release: Release,
  rows: readonly Row[],
  known_at: string = release.last_known,
  fields: readonly string[] | null = null,
): EvidenceItem[][] {
  return selectVersionJson(release, rows).map((version) =>
    JSON.parse(evidenceAt(version, known_at, fields).json),
  )
}

export const idsOf = (rows: readonly { id?: unknown }[]) => rows.map(({ id }) => id)
