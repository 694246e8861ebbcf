import { describe, expect, it } from 'vitest'
import { PROBLEM_TYPES } from '../../../src/http/problem-types.ts'
import { fixtureApp, get } from '../../support/app.ts'

const app = await fixtureApp()

describe('/problems/:code', () => {
  it.each(Object.entries(PROBLEM_TYPES))(
    'returns title, status and explanation of %s, in JSON and as a page',
    async (code, type) => {
      expect(await get(app, `/problems/${code}`)).toEqual({ code, ...type })
      const { body } = await app.inject(`/problems/${code}?format=html`)
      expect(body).toContain(`<h1>${type.title}</h1>`)
    },
  )

  it.each(['nonsense', 'constructor', '__proto__'])('returns 404 for the code %s', async (code) => {
    expect((await app.inject(`/problems/${code}`)).statusCode).toBe(404)
  })
})
