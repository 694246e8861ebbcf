import { storedFields } from '../domain/resource-type.ts'
import { figures } from '../domain/resources/figures.ts'
import { resourceTypes } from '../domain/resources/index.ts'
import { leadership } from '../domain/resources/leadership.ts'
import { locations } from '../domain/resources/locations.ts'
import { memberCounts } from '../domain/resources/member-counts.ts'
import { names } from '../domain/resources/names.ts'
import { organizations } from '../domain/resources/organizations.ts'
import { relations } from '../domain/resources/relations.ts'
import { queryUrl } from '../http/plugins/canonical-url.ts'
import type { Release } from '../query/release.ts'
import { temporalContext } from '../query/temporal-context.ts'
import type { Collection } from './collection.ts'
import {
  type CollectionService,
  createCollectionService,
  type ItemResult,
} from './collection-service.ts'
import { type ItemQuery, MAX_LIMIT } from './query-parameters.ts'
import type { ResponseContext } from './response-context.ts'
import { collectionUrl } from './urls.ts'

/** The resource types in the snapshot of a profile, the most important first. */
export const SNAPSHOT = [names, locations, leadership, memberCounts, relations, figures] as const

/**
 * Makes profiles of organizations: the record, and a snapshot.
 *
 * @param basePath the start of URLs, see http/plugins/base-path.ts
 */
export function createProfileService(
  release: Release,
  collections: readonly Collection[],
  basePath: string,
) {
  const serviceOf = ({ name }: { name: string }): CollectionService => {
    const collection = collections.find((one) => one.name === name)
    if (collection === undefined) throw new Error(`There is no collection ${name}.`)
    return createCollectionService(release, collection, basePath)
  }
  const organizationService = serviceOf(organizations)
  const services = SNAPSHOT.map((type) => ({ name: type.name, service: serviceOf(type) }))

  function profile(id: string, query: ItemQuery): ItemResult {
    const { fields } = query
    const includes = (name: string) => fields === undefined || fields.includes(name)
    const { known_at } = temporalContext(release, query)
    const times = { known_at, valid_at: query.valid_at ?? known_at }
    const { evidence = 'full', lang } = query
    const organization = organizationService.item(id, {
      evidence,
      ...times,
      ...(fields && { fields }),
      ...(lang && { lang }),
    })
    const needsPages = includes('snapshot') || includes('totals')
    const pages = (needsPages ? services : []).map(({ name, service }) => ({
      name,
      result: service.page({ ...times, evidence, limit: MAX_LIMIT, organization: [id] }),
    }))
    const each = (json: (page: (typeof pages)[number]) => string) =>
      `{${pages.map((page) => `"${page.name}":${json(page)}`).join(',')}}`
    const cited = includes('snapshot') ? pages.map(({ result }) => result) : []
    return {
      data: [
        organization.data.slice(0, -1),
        ...(includes('snapshot')
          ? [`"snapshot":${each(({ result }) => `[${result.data.join(',')}]`)}`]
          : []),
        ...(includes('totals')
          ? [`"totals":${each(({ result }) => String(result.page.total))}`]
          : []),
        ...(includes('links') ? [`"links":${JSON.stringify(linksOf(id, times, basePath))}`] : []),
      ]
        .join(',')
        .concat('}'),
      sources: mergeSources([organization, ...cited]),
      meta: organization.meta,
    }
  }

  return { profile, requireItem: organizationService.requireItem }
}

function mergeSources(responses: readonly ResponseContext[]): ResponseContext['sources'] {
  const sources = responses.flatMap((response) => Object.entries(response.sources))
  return Object.fromEntries(sources.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The URL of each collection about an organization, at the same times. */
function linksOf(
  id: string,
  { known_at, valid_at }: { known_at: string; valid_at: string },
  basePath: string,
): { [collection: string]: string } {
  const types = resourceTypes.filter((type) => 'organization' in storedFields(type))
  return Object.fromEntries(
    types.map(({ name, time }) => {
      const times = time.kind === 'timeless' ? { known_at } : { valid_at, known_at }
      const url = queryUrl(collectionUrl(name), { organization: id, ...times })
      return [name, basePath + url]
    }),
  )
}
