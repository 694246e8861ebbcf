import type { FastifyReply } from 'fastify'

/** Adds a link to the answer's `Link` header (RFC 8288), beside those that are there. */
export function addLink(
  reply: FastifyReply,
  href: string,
  rel: string,
  attributes: Readonly<Record<string, string>> = {},
): void {
  const said = Object.entries(attributes).map(([name, value]) => `; ${name}="${value}"`)
  const uri = href.replace(/[<>"\\^`{|}\s]/g, encodeURIComponent)
  const link = `<${uri}>; rel="${rel}"${said.join('')}`
  const others = reply.getHeader('link')
  reply.header('link', others === undefined ? link : `${others}, ${link}`)
}
