import { describe, expect, it } from 'vitest'
import { request } from './clients.ts'
import { randomBelow } from './random.ts'
import { useSharedServer } from './shared-server.ts'

const server = useSharedServer()

/** Parts of paths, parameter names and values that often break parsers. */
const PIECES = [
  ...['%00', '%2f', '%2F..%2F', '../', '..%5c', '%c0%af', '%ff', '%e0%80%af', '%', '%zz', '\\'],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    '[]',
    '[a]',
    '%5B__proto__%5D',
    '.',
    '//',
  ],
  ...["' OR 1=1 --", '"; DROP TABLE claims;', '<script>', '{{7*7}}', '%0d%0aX-A: b', '\u202e'],
  ...['a'.repeat(3_000), '('.repeat(500), '(a+)+$', '9'.repeat(400), '-1', '1e999', 'NaN', 'null'],
  ...[
    '2018-13-45',
    '0000',
    '9999/..',
    'é',
    '%F0%9F%92%A9',
    ' ',
    '+',
    ';',
    '|',
    '&&',
    '=',
    '?',
    '#',
  ],
]
const PATHS = [
  '/v1/leadership',
  '/v1/people/',
  '/v1/search',
  '/v1/claims/',
  '/docs/',
  '/docs/static/',
  '/problems/',
]
const PARAMETERS = [
  'limit',
  'cursor',
  'sort',
  'fields',
  'valid_at',
  'known_at',
  'q',
  'format',
  'release',
  'person',
  'evidence',
]

/** Half of the requests are GET: other methods are rejected before the URL is parsed. */
const METHODS = [...Array(6).fill('GET'), 'HEAD', 'OPTIONS', 'POST', 'DELETE', 'PROPFIND', 'QUERY']

const pick = (all: readonly string[]) => all[randomBelow(all.length)] ?? ''
const pickPieces = (count: number) => Array.from({ length: count }, () => pick(PIECES)).join('')

function randomUrl(): string {
  const path = pick(PATHS) + pickPieces(randomBelow(3))
  const query = Array.from({ length: randomBelow(4) }, () => {
    const name = randomBelow(3) === 0 ? pick(PIECES) : pick(PARAMETERS)
    return `${name}=${pickPieces(1 + randomBelow(2))}`
  })
  return `${path}?${query.join('&')}`.replaceAll(/[^\x21-\x7e]/g, encodeURIComponent)
}

describe('5,000 random URLs', () => {
  it('get no 5xx response, no internal details in errors, and do not fill the memory', async () => {
    const statuses = new Map<string, number>()
    const faults: string[] = []
    const memory = server.memory()
    for (let n = 0; n < 5_000; n += 1) {
      const [path, method] = [randomUrl(), pick(METHODS)]
      const where = { host: '127.0.0.1', port: server.port, path, method }
      const { status, body } = await request(where)
      const group = `${Math.floor(status / 100)}xx`
      statuses.set(group, (statuses.get(group) ?? 0) + 1)
      if (status === 0 || status >= 500)
        faults.push(`${method} ${path} ${status} ${body.slice(0, 200)}`)
      if (status >= 400 && /node_modules|\.ts:\d+|SQLITE_/.test(body))
        faults.push(`${method} ${path} reveals: ${body.slice(0, 300)}`)
    }
    const counts = [...statuses].map(([group, count]) => `${count} ${group}`)
    console.log(`5,000 random URLs: ${counts.join(', ')}`)
    expect(faults).toEqual([])
    expect(server.memory() - memory).toBeLessThan(200)
  })
})
