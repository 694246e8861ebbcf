import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'
import { responseValidation } from '../../../src/http/plugins/response-validation.ts'
import { createBareApp } from '../bare-app.ts'

async function appWithSchema() {
  const logged: string[] = []
  const stream = { write: (line: string) => void logged.push(line) }
  const app = await createBareApp({ fastify: { logger: { level: 'error', stream } } })
  await app.register(responseValidation)
  const schema = Type.Object({ count: Type.Integer() }, { additionalProperties: false })
  const response = { 200: { description: 'x', content: { 'application/json': { schema } } } }
  app.get('/valid', { schema: { response } }, async () => ({ count: 1 }))
  app.get('/invalid', { schema: { response } }, async () => ({ count: 1.5 }))
  return { app, logged }
}

describe('response validation', () => {
  it('sends a response that conforms to its schema', async () => {
    const { app } = await appWithSchema()
    const response = await app.inject({ url: '/valid' })
    expect([response.statusCode, response.json()]).toEqual([200, { count: 1 }])
  })

  it('returns 500 without details when a response does not conform to its schema', async () => {
    const { app } = await appWithSchema()
    const response = await app.inject({ url: '/invalid' })
    expect(response.statusCode).toBe(500)
    expect(response.headers['cache-control']).toBe('no-store')
    const { request_id: _, ...problem } = response.json()
    expect(problem).toEqual({
      type: '/problems/internal-error',
      title: 'Internal server error.',
      status: 500,
      code: 'internal-error',
    })
  })

  it('logs operation, status and place when a response does not conform to its schema', async () => {
    const { app, logged } = await appWithSchema()
    const { request_id } = (await app.inject({ url: '/invalid' })).json()
    expect(logged.join()).toContain('GET /invalid 200 /count: must be integer')
    expect(logged.join()).toContain(request_id)
  })
})
