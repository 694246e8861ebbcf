import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'

declare module 'fastify' {
  interface FastifyInstance {
    /**
     * The path of the public base URL, without a slash at the end: `/facts` for https://example.org/facts,
     * empty if there is none. Routes do not have it, because a proxy removes it; links in responses do.
     */
    basePath: string
  }
}

/** Decorates the app with `basePath`. Register it before the plugins and routes that make links. */
export const basePath = fp(async (app: FastifyInstance, { base }: { base: string | undefined }) => {
  app.decorate('basePath', base === undefined ? '' : new URL(base).pathname.replace(/\/$/, ''))
})
