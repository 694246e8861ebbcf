import type { FastifyInstance, FastifyReply } from 'fastify'
import fp from 'fastify-plugin'

/** The `Link` header (RFC 8288). */

export type LinkAttributes = Readonly<Record<string, string>>

declare module 'fastify' {
  interface FastifyReply {
    /** Appends a link to the `Link` header. A path gets the base path. */
    addLink(href: string, rel: string, attributes?: LinkAttributes): FastifyReply
  }
}

/** Register it after base-path.ts, and before the plugins and routes that add links. */
export const linkHeader = fp(async (app: FastifyInstance) => {
  app.decorateReply('addLink', function (href, rel, attributes) {
    const url = href.startsWith('/') ? `${this.server.basePath}${href}` : href
    addLinks(this, formatLink(url, rel, attributes))
    return this
  })
})

/** Formats a link as a value of the `Link` header. */
export function formatLink(href: string, rel: string, attributes: LinkAttributes = {}): string {
  const parameters = Object.entries(attributes).map(([name, value]) => `; ${name}="${value}"`)
  const uri = href.replace(/[<>"\\^`{|}\s]/g, encodeURIComponent)
  return `<${uri}>; rel="${rel}"${parameters.join('')}`
}

/** Appends links that `formatLink` formatted: for links that are the same in every response. */
export function addLinks(reply: FastifyReply, links: string): void {
  const present = reply.getHeader('link')
  reply.header('link', present === undefined ? links : `${present}, ${links}`)
}
