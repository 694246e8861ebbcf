import type { FastifyReply } from 'fastify'

/** A link as the `Link` header has it (RFC 8288). */
export function formatLink(
  href: string,
  rel: string,
  attributes: Readonly<Record<string, string>> = {},
): string {
  const said = Object.entries(attributes).map(([name, value]) => `; ${name}="${value}"`)
  const uri = href.replace(/[<>"\\^`{|}\s]/g, encodeURIComponent)
  return `<${uri}>; rel="${rel}"${said.join('')}`
}

/** Adds links to the answer's, behind those that are there. */
export function addLinks(reply: FastifyReply, links: string): void {
  const others = reply.getHeader('link')
  reply.header('link', others === undefined ? links : `${others}, ${links}`)
}
