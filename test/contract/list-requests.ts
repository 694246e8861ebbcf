import type { Collection } from '../../src/api/collection.ts'
import { fixtureApp, get, type Json } from '../support/app.ts'

/** Requests to lists, for tests of what all collections have in common. A new collection is tested, too. */

export const app = await fixtureApp()

/** The URL of a list. It has the parameters without which the list would be refused or empty. */
export function listUrl({ name, exampleQuery }: Collection, query: Record<string, string> = {}) {
  return `/v1/${name}?${new URLSearchParams({ ...exampleQuery, ...query })}`
}

/** The URL of a list without evidence, if it has any. */
export function shortListUrl(collection: Collection, query: Record<string, string> = {}) {
  const evidence = 'evidence' in collection.parameters ? { evidence: 'none' } : {}
  return listUrl(collection, { ...evidence, ...query })
}

/** The URLs of a list and of an item that does not exist. */
export function routesOf(collection: Collection): string[] {
  const item = `/v1/${collection.name}/no-such-id`
  return collection.schemas.item === null ? [listUrl(collection)] : [listUrl(collection), item]
}

/** Follows `page.next` from a page to the last one. */
export async function readPages(url: string): Promise<Json[]> {
  const pages: Json[] = []
  for (let next: string | null = url; next !== null; ) {
    const page: Json = await get(app, next)
    pages.push(page)
    next = page.page.next
  }
  return pages
}

export const idsOf = (records: Json[]): string[] => records.map(({ id }) => id)
