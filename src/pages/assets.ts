import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import {
  CACHE_CONTROL,
  IMMUTABLE,
  matchesWeakly,
  weakEtag,
} from '../http/plugins/conditional-requests.ts'

/** The files that pages load. Their URLs have a version, so that browsers keep them until they change. */

interface Asset {
  type: string
  body: Buffer
  version: string
}

const STYLES = ['base.css', 'components.css', 'charts.css']

const ASSETS = {
  'style.css': asset('text/css; charset=utf-8', STYLES),
  'enhance.js': asset('text/javascript; charset=utf-8', ['enhance.js']),
  'favicon.svg': asset('image/svg+xml', ['favicon.svg']),
}

function asset(type: string, files: readonly string[]): Asset {
  const texts = files.map((file) => readFileSync(join(import.meta.dirname, 'assets', file), 'utf8'))
  const text = texts.join('\n')
  return { type, body: Buffer.from(text), version: hash('sha256', text, 'base64url').slice(0, 10) }
}

/** The URL of a file in a page. */
export function assetUrl({ server }: FastifyRequest, name: keyof typeof ASSETS): string {
  return `${server.basePath}/assets/${name}?v=${ASSETS[name].version}`
}

export function registerAssets(app: FastifyInstance): void {
  for (const [name, file] of Object.entries(ASSETS)) registerAsset(app, `/assets/${name}`, file)
  // Browsers request it for responses without HTML, too.
  registerAsset(app, '/favicon.ico', ASSETS['favicon.svg'])
}

function registerAsset(app: FastifyInstance, url: string, { type, body, version }: Asset): void {
  const etag = weakEtag(version)
  app.get<{ Querystring: { v?: string } }>(
    url,
    { schema: { hide: true } },
    async (request, reply) => {
      const isPinned = request.query.v === version
      reply.header('etag', etag).header('cache-control', isPinned ? IMMUTABLE : CACHE_CONTROL)
      if (matchesWeakly(request.headers['if-none-match'], etag)) return reply.code(304).send()
      return reply.type(type).send(body)
    },
  )
}
