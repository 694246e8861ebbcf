import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'

/**
 * Allows the files of Swagger UI and requests to this server. `upgrade-insecure-requests`, which the
 * plugin would add, breaks a server without https.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The page of the plugin has none, so narrow screens would show it 980 pixels wide. */
const VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1">'

const asset = (name: string) =>
  readFileSync(join(import.meta.dirname, '..', 'assets', name), 'utf8')

/** Swagger UI at `/docs`. Register it after openapi.ts, whose document it shows. */
export const swaggerUiPages = fp(async (app: FastifyInstance, { title }: { title: string }) => {
  await app.register(async (pages) => {
    pages.addHook('onSend', (_, reply, payload, done) => {
      // The plugin redirects to paths without the base path.
      const location = reply.getHeader('location')
      if (location !== undefined) reply.header('location', `${app.basePath}${location}`)
      const isPage = typeof payload === 'string' && payload.includes('<head>')
      done(null, isPage ? payload.replace('<head>', `<head>${VIEWPORT}`) : payload)
    })
    await pages.register(swaggerUi, {
      routePrefix: '/docs',
      indexPrefix: app.basePath,
      staticCSP: CONTENT_SECURITY_POLICY,
      theme: {
        title,
        css: [{ filename: 'orgfacts.css', content: asset('swagger-ui.css') }],
        js: [{ filename: 'orgfacts.js', content: asset('swagger-ui.js') }],
      },
      uiConfig: {
        layout: 'BaseLayout',
        deepLinking: true,
        displayRequestDuration: true,
        filter: true,
        tryItOutEnabled: true,
        // The list of schemas is long, so it is collapsed at first.
        defaultModelsExpandDepth: 0,
        // Without it, Swagger UI sends the document to validator.swagger.io.
        validatorUrl: null,
      },
    })
  })
})
