import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { registerStaticDocument } from '../http/static-document.ts'

/** The files that pages load. */

const FILES = [
  { path: '/assets/style.css', file: 'style.css', type: 'text/css; charset=utf-8' },
  { path: '/assets/enhance.js', file: 'enhance.js', type: 'text/javascript; charset=utf-8' },
  { path: '/assets/favicon.svg', file: 'favicon.svg', type: 'image/svg+xml' },
  // Browsers request it for responses without HTML, too.
  { path: '/favicon.ico', file: 'favicon.svg', type: 'image/svg+xml' },
]

export function registerAssets(app: FastifyInstance): void {
  for (const { path, file, type } of FILES)
    registerStaticDocument(app, path, type, () =>
      readFileSync(join(import.meta.dirname, 'assets', file), 'utf8'),
    )
}
