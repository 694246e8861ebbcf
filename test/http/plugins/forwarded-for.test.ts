import { describe, expect, it, onTestFinished } from 'vitest'
import { removeForwardedPorts } from '../../../src/http/plugins/forwarded-for.ts'
import { buildApp } from '../../../src/server/app.ts'
import { FIXTURE, loadFolder } from '../../support/app.ts'

function withoutPorts(header: string | undefined) {
  const headers = { 'x-forwarded-for': header }
  removeForwardedPorts(headers)
  return headers['x-forwarded-for']
}

describe('removeForwardedPorts', () => {
  it.each([
    ['192.0.2.1:50123', '192.0.2.1'],
    ['192.0.2.1', '192.0.2.1'],
    ['[2001:db8::1]:50123', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['2001:db8::1', '2001:db8::1'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['192.0.2.1:50123,[2001:db8::1]:443 , 10.0.0.1', '192.0.2.1, 2001:db8::1, 10.0.0.1'],
    ['unknown', 'unknown'],
    ['', ''],
    [undefined, undefined],
  ])('turns %j into %j', (header, expected) => {
    expect(withoutPorts(header)).toBe(expected)
  })
})

describe('a client behind a proxy that adds ports', () => {
  it.each([
    ['IPv4', '192.0.2.1:50123', '192.0.2.1:50124', '192.0.2.2:50123'],
    ['IPv6', '[2001:db8::1]:50123', '2001:db8::1', '[2001:db8:1::2]:50123'],
    [
      'two proxies',
      '192.0.2.1:5, 10.0.0.1:7',
      '192.0.2.1:6, 10.0.0.1:8',
      '192.0.2.2:5, 10.0.0.1:7',
    ],
  ])('is one client for the limit of requests: %s', async (_, first, second, other) => {
    const app = await buildApp({
      db: loadFolder(FIXTURE).db,
      trustedProxies: ['loopback', '10.0.0.0/8'],
      limits: { requestsPerMinute: 1, maxDelayMs: 0 },
    })
    onTestFinished(() => app.close())
    const statusFor = async (client: string) =>
      (await app.inject({ url: '/v1/names', headers: { 'x-forwarded-for': client } })).statusCode
    expect(await statusFor(first)).toBe(200)
    expect(await statusFor(second)).toBe(429)
    expect(await statusFor(other)).toBe(200)
  })
})
