import type { FastifyInstance, FastifyRequest } from 'fastify'
import { organizationsCollection } from '../api/collections/organizations.ts'
import type { Renderer } from '../api/representations/representation.ts'
import { collectionUrl } from '../api/urls.ts'
import type { ProblemDocument } from '../http/problem.ts'
import { PROBLEM_TYPES_URL } from '../http/problem-types.ts'
import { periodChart } from './charts/period-chart.ts'
import { checkPage } from './check.ts'
import { layout, type PageParts } from './common/layout.ts'
import { absoluteUrl } from './common/page-url.ts'
import type { ListResponse, PageReader } from './common/reader.ts'
import { datasetPage } from './dataset.ts'
import { registerEmbeds } from './embed.ts'
import { homePage } from './home.ts'
import { listPage, periodsOfRecords } from './list.ts'
import { organizationPage } from './organization/organization.ts'
import { problemPage, problemTypePage } from './problem.ts'
import { recordPage } from './record.ts'
import { RECORD_VIEWS } from './record-views.ts'
import { seriesPage, seriesSvg } from './series.ts'
import { registerSitemap } from './sitemap.ts'

/** Pages for people: HTML and charts of the responses of the API. server/ injects them. */

type Page = (request: FastifyRequest, response: unknown, reader: PageReader) => PageParts

const ORGANIZATION = '/v1/organizations/:id'

/** The pages of routes that are neither lists nor records, by the URL of the route. */
const PAGES: Readonly<Record<string, Page>> = {
  '/': homePage,
  [ORGANIZATION]: organizationPage,
  '/v1/series': seriesPage,
  '/v1/check': checkPage,
  '/v1/dataset': datasetPage,
  [`${PROBLEM_TYPES_URL}/:code`]: problemTypePage,
}

/** Makes the functions that write responses as HTML and as SVG. */
export function createRenderers(reader: PageReader): { html: Renderer; svg: Renderer } {
  const pages = new Map(Object.entries(PAGES))
  for (const collection of reader.collections) {
    const url = collectionUrl(collection.name)
    const list: Page = (request, response) =>
      listPage(request, response, reader, collection, RECORD_VIEWS[collection.name])
    const record: Page = (request, response) => recordPage(request, response, reader, collection)
    for (const [route, page] of [[url, list] as const, [`${url}/:id`, record] as const])
      if (!pages.has(route)) pages.set(route, page)
  }
  const organizationRecord: Page = (request, response) =>
    recordPage(request, response, reader, organizationsCollection)
  return {
    html(request, response) {
      const { fields } = request.query as { fields?: unknown }
      const route = routeOf(request)
      // The page of an organization needs all fields of its profile.
      const isPart = route === ORGANIZATION && fields !== undefined
      const page = isPart ? organizationRecord : pages.get(route)
      if (page === undefined) throw new Error(`${route} has no page.`)
      return layout(request, page(request, response, reader))
    },
    svg: (request, response) => String(chartOf(request, response, reader)),
  }
}

function chartOf(request: FastifyRequest, response: unknown, reader: PageReader) {
  const route = routeOf(request)
  if (route === '/v1/series') return seriesSvg(request, response, reader)
  const collection = reader.collections.find(({ name }) => collectionUrl(name) === route)
  if (collection === undefined) throw new Error(`${route} has no chart.`)
  const { data, meta } = response as ListResponse
  return periodChart(
    periodsOfRecords(request, collection.name, data).map((period) => ({
      ...period,
      url: absoluteUrl(request, period.url),
    })),
    { title: collection.summary, idPrefix: 'chart', today: meta.known_at },
    'file',
  )
}

function routeOf({ routeOptions }: FastifyRequest): string {
  return routeOptions.url ?? ''
}

/** The page of an error. */
export function renderProblemPage(request: FastifyRequest, problem: ProblemDocument): string {
  return layout(request, problemPage(request, problem), { isIndexed: false })
}

/** Registers the embedded parts and the site map. */
export function registerPageRoutes(app: FastifyInstance, reader: PageReader): void {
  registerEmbeds(app, reader)
  registerSitemap(app, reader)
}
