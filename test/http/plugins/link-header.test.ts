import { describe, expect, it } from 'vitest'
import { formatLink, linkHeader } from '../../../src/http/plugins/link-header.ts'
import { fixtureApp } from '../../support/app.ts'
import { createBareApp } from '../bare-app.ts'

describe('formatLink', () => {
  it('formats target, relation and attributes (RFC 8288)', () => {
    expect(formatLink('/a?b=c', 'alternate', { type: 'text/csv' })).toBe(
      '</a?b=c>; rel="alternate"; type="text/csv"',
    )
  })

  it('encodes characters that would end the target', () => {
    expect(formatLink('/a>;"', 'next')).toBe('</a%3E;%22>; rel="next"')
  })
})

describe('reply.addLink', () => {
  it('appends links in the order of the calls', async () => {
    const app = await createBareApp()
    await app.register(linkHeader)
    app.get('/here', async (_, reply) => {
      reply.addLink('/1', 'prev').addLink('/3', 'next', { title: 'three' })
      return {}
    })
    const { headers } = await app.inject({ url: '/here' })
    expect(headers.link).toBe('</1>; rel="prev", </3>; rel="next"; title="three"')
  })

  it('adds the path of the base URL to paths, and to nothing else', async () => {
    const app = await createBareApp({ base: 'https://a.example/facts' })
    await app.register(linkHeader)
    app.get('/here', async (_, reply) => {
      reply.addLink('/3', 'next').addLink('https://b.example/1', 'license')
      return {}
    })
    const { headers } = await app.inject({ url: '/here' })
    expect(headers.link).toBe('</facts/3>; rel="next", <https://b.example/1>; rel="license"')
  })

  it('adds a link to the next page beside the other links of a list', async () => {
    const app = await fixtureApp()
    const response = await app.inject({ url: '/v1/names?limit=1' })
    expect(response.headers.link).toContain(`, <${response.json().page.next}>; rel="next", `)
  })
})
