import { expect, it } from 'vitest'
import { fixtureApp } from '../../support/app.ts'

const app = await fixtureApp()

// RFC 8259 section 11 defines no charset. Some generated clients compare the media type as a text.
it.each([
  ['/v1/names', 'application/json'],
  ['/v1/names?format=jsonld', 'application/ld+json'],
  ['/v1/organizations/iom', 'application/json'],
  ['/v1/nothing', 'application/problem+json'],
  ['/v1/names?limit=x', 'application/problem+json'],
  ['/openapi.json', 'application/json'],
  ['/', 'application/json'],
])('the media type of %s is %s, without a charset', async (url, type) => {
  expect((await app.inject({ url })).headers['content-type']).toBe(type)
})
