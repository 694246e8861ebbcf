import { describe, expect, it } from 'vitest'
import { chance } from './chance.ts'
import { ask } from './traffic.ts'
import { victim } from './victim.ts'

/** Paths and parameters that no one should send: they are never a fault of ours. */

const server = victim()

/** Pieces of which strange paths and values are made. */
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
const WORDS = [
  ...[
    '/v1/leadership',
    '/v1/people/',
    '/v1/search',
    '/v1/claims/',
    '/docs/',
    '/docs/static/',
    '/problems/',
  ],
  ...[
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
  ],
]

/** Most ask; the others are refused, whatever their path. */
const METHODS = [...Array(6).fill('GET'), 'HEAD', 'OPTIONS', 'POST', 'DELETE', 'PROPFIND', 'QUERY']

describe('strange requests', () => {
  it('of 5,000 kinds are answered as they should be, and never with a fault of ours', async () => {
    const pick = (all: readonly string[]) => all[chance(all.length)] ?? ''
    const statuses = new Map<string, number>()
    const faults: string[] = []
    const memory = server.resident()
    for (let n = 0; n < 5_000; n += 1) {
      const pieces = Array.from({ length: chance(3) }, () => pick(PIECES)).join('')
      const path = pick(WORDS.slice(0, 7)) + pieces
      const query = Array.from({ length: chance(4) }, () => {
        const name = chance(3) === 0 ? pick(PIECES) : pick(WORDS.slice(7))
        return `${name}=${Array.from({ length: 1 + chance(2) }, () => pick(PIECES)).join('')}`
      }).join('&')
      const url = `${path}?${query}`.replaceAll(/[^\x21-\x7e]/g, encodeURIComponent)
      const method = pick(METHODS)
      const answer = await ask({ host: '127.0.0.1', port: server.port, path: url, method })
      const kind = `${Math.floor(answer.status / 100)}xx`
      statuses.set(kind, (statuses.get(kind) ?? 0) + 1)
      if (answer.status === 0 || answer.status >= 500)
        faults.push(`${method} ${url} ${answer.status} ${answer.body.slice(0, 200)}`)
      if (answer.status >= 400 && /node_modules|\.ts:\d+|SQLITE_/.test(answer.body))
        faults.push(`${method} ${url} tells: ${answer.body.slice(0, 300)}`)
    }
    console.log(
      `5,000 strange requests: ${[...statuses].map(([kind, many]) => `${many} ${kind}`).join(', ')}`,
    )
    expect(faults).toEqual([])
    expect(server.resident() - memory).toBeLessThan(200)
  })
})
