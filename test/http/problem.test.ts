import { describe, expect, it } from 'vitest'
import { methodNotAllowed } from '../../src/http/plugins/method-not-allowed.ts'
import { invalidParameters, ProblemError } from '../../src/http/problem.ts'
import { createBareApp } from './bare-app.ts'

async function appWithErrors() {
  const logged: unknown[] = []
  const stream = { write: (line: string) => logged.push(JSON.parse(line)) }
  const app = await createBareApp({
    fastify: { logger: { level: 'error', stream } },
    suggestPath: (path) => (path === '/valit' ? '/valid' : undefined),
  })
  await app.register(methodNotAllowed)
  app.get('/valid', async () => ({ count: 1 }))
  app.get('/throws', async () => {
    throw new Error('SELECT secret FROM /etc/passwd')
  })
  app.get('/unknown-id', async () => {
    throw new ProblemError('unknown-id', 'No record has this id.')
  })
  return { app, logged }
}

describe('an internal error', () => {
  it('returns 500 without the cause, which is in the log under the id of the request', async () => {
    const { app, logged } = await appWithErrors()
    const response = await app.inject({ url: '/throws' })
    expect(response.statusCode).toBe(500)
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(response.headers['cache-control']).toBe('no-store')
    const { request_id, ...problem } = response.json()
    expect(problem).toEqual({
      type: '/problems/internal-error',
      title: 'Internal server error.',
      status: 500,
      code: 'internal-error',
    })
    expect(logged).toContainEqual(
      expect.objectContaining({
        request_id,
        msg: 'request failed',
        err: expect.objectContaining({ message: 'SELECT secret FROM /etc/passwd' }),
      }),
    )
  })
})

describe('an error of the client', () => {
  it.each([
    ['GET', '/nowhere', 404, 'not-found', 'No resource has the path /nowhere.'],
    ['GET', '/nowhere?secret=1', 404, 'not-found', 'No resource has the path /nowhere.'],
    ['GET', '/valit', 404, 'not-found', 'No resource has the path /valit. Did you mean /valid?'],
    ['GET', '/unknown-id', 404, 'unknown-id', 'No record has this id.'],
    ['POST', '/valid', 405, 'method-not-allowed', '/valid does not support POST.'],
    ['GET', '/%ZZ', 400, 'bad-request', "'/%ZZ' is not a valid url component"],
  ] as const)(
    'returns for %s %s status %i with code %s',
    async (method, url, status, code, detail) => {
      const { app } = await appWithErrors()
      const response = await app.inject({ method, url })
      expect(response.statusCode).toBe(status)
      expect(response.headers['content-type']).toMatch(/^application\/problem\+json/)
      expect(response.headers['cache-control']).toBe('no-store')
      expect(response.json()).toMatchObject({ status, code, detail, type: `/problems/${code}` })
      expect(response.headers['x-request-id']).toBe(response.json().request_id)
    },
  )
})

describe('invalidParameters', () => {
  const error = (parameter: string, message: string) => ({ parameter, message })

  it('lists at most ten errors, and counts the others', () => {
    const errors = Array.from({ length: 12 }, (_, n) => error(`p${n}`, `reason ${n}`))
    const { errors: listed, message } = invalidParameters(...errors)
    expect(listed).toEqual(errors.slice(0, 10))
    expect(message).toMatch(/^p0: reason 0; .*; p9: reason 9; 2 more errors$/)
    expect(invalidParameters(...errors.slice(0, 11)).message).toMatch(/; 1 more error$/)
    expect(invalidParameters(...errors.slice(0, 10)).message).toMatch(/; p9: reason 9$/)
  })

  it('has each message once in `detail`, with its parameters', () => {
    const { errors, message } = invalidParameters(
      error('a', 'unknown id'),
      error('b', 'invalid'),
      error('c', 'unknown id'),
      error('a', 'unknown id'),
    )
    expect(errors).toHaveLength(4)
    expect(message).toBe('a, c: unknown id; b: invalid')
  })
})

describe('a base URL with a path', () => {
  it('is in the type and in the paths of a problem', async () => {
    const app = await createBareApp({
      base: 'https://a.example/facts',
      suggestPath: () => '/valid',
    })
    await app.register(methodNotAllowed)
    app.get('/valid', async () => ({}))
    const problemOf = async (method: 'GET' | 'POST', url: string) =>
      (await app.inject({ method, url })).json()
    expect(await problemOf('GET', '/valit')).toMatchObject({
      type: '/facts/problems/not-found',
      detail: 'No resource has the path /facts/valit. Did you mean /facts/valid?',
    })
    expect(await problemOf('POST', '/valid')).toMatchObject({
      type: '/facts/problems/method-not-allowed',
      detail: '/facts/valid does not support POST.',
    })
    expect((await problemOf('GET', '/%ZZ')).type).toBe('/facts/problems/bad-request')
  })
})
