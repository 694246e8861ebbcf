import type { FastifyInstance } from 'fastify'
import { collections } from '../../src/api/collections/index.ts'
import { requiredQuery } from '../support/required-query.ts'

/** What browsers send. */
export const BROWSER_HEADERS = {
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
  'accept-language': 'en-US,en;q=0.5',
}

export function browse(app: FastifyInstance, url: string, headers: Record<string, string> = {}) {
  return app.inject({ url, headers: { ...BROWSER_HEADERS, ...headers } })
}

/** A URL of every kind of page, in the fixture. */
export async function pageUrls(app: FastifyInstance): Promise<string[]> {
  const lists = collections.map(({ name }) => {
    const query = new URLSearchParams(requiredQuery(name)).toString()
    return `/v1/${name}${query && `?${query}`}`
  })
  const items: string[] = []
  for (const { name, schemas } of collections) {
    if (schemas.item === null) continue
    const { data } = (await app.inject({ url: `/v1/${name}?limit=1` })).json()
    items.push(`/v1/${name}/${encodeURIComponent(data[0].id)}`)
  }
  return [
    '/',
    ...lists,
    ...items,
    '/v1/organizations/iom?valid_at=1975',
    '/v1/organizations/iom?known_at=1990-01-01',
    '/v1/organizations/organization-of-african-unity',
    '/v1/organizations/fifa',
    '/v1/members?organization=iom&role=member&valid_at=2010',
    '/v1/members?facets=role,start:decade',
    '/v1/sources?publisher=Nowhere',
    '/v1/series?organization=iom',
    '/v1/series?organization=iom&measure=staff',
    '/v1/check?collection=leadership&organization=iom&field=person&value=Pope&valid_at=2024',
    '/v1/dataset',
    '/problems/not-found',
    '/embed/organizations/iom/card',
    '/embed/organizations/iom/members',
    '/embed/organizations/iom/heads',
  ]
}

/** Requests that get an error page. */
export const ERROR_URLS = [
  { url: '/nowhere', status: 404 },
  { url: '/v1/people/nobody', status: 404 },
  { url: '/v1/members?country=Frnace', status: 400 },
  { url: '/v1/members?contry=FR', status: 400 },
  { url: '/v1/timeline', status: 400 },
  { url: '/embed/organizations/nobody/card', status: 404 },
]
