import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'

/**
 * Sends JSON media types without `charset`: RFC 8259 section 11 defines none, and some clients compare the
 * type exactly. Fastify adds it.
 */
export const jsonWithoutCharset = fp(async (app: FastifyInstance) => {
  app.addHook('onSend', (_, reply, payload, done) => {
    const type = reply.getHeader('content-type')
    if (typeof type === 'string' && JSON_WITH_CHARSET.test(type))
      reply.header('content-type', type.replace(JSON_WITH_CHARSET, '$1'))
    done(null, payload)
  })
})

const JSON_WITH_CHARSET = /^(application\/(?:[\w.-]+\+)?json); ?charset=utf-8$/i
