import { describe, expect, it } from 'vitest'
import { configVariables, readConfig } from '../../src/server/config.ts'

describe('readConfig', () => {
  it('returns the default of each variable when the environment is empty', () => {
    const config = readConfig({}) as Record<string, unknown>
    for (const { name, default: value } of configVariables()) expect(config[name]).toBe(value)
  })

  it('returns the default when a variable is empty', () => {
    expect(readConfig({ PORT: '', LOG_LEVEL: '' })).toMatchObject({ PORT: 3000, LOG_LEVEL: 'info' })
  })

  it('returns a number or a text when a variable is valid', () => {
    const environment = {
      PORT: '8080',
      CACHE_MB: '0',
      BASE_URL: 'https://a.example:8443',
      TRUST_PROXY: 'loopback, 10.0.0.0/8,fd00::/8',
      LOG_LEVEL: 'warn',
    }
    expect(readConfig(environment)).toMatchObject({ ...environment, PORT: 8080, CACHE_MB: 0 })
  })

  it.each([
    'https://facts.example',
    'http://[::1]:3000',
    'https://example.org/facts',
    'https://example.org:8443/apis/org-facts_2.0/~me',
  ])('accepts the base URL %s', (BASE_URL) => {
    expect(readConfig({ BASE_URL })).toMatchObject({ BASE_URL })
  })

  it.each([
    ['LOG_LEVEL', 'loud'],
    ['PORT', '70000'],
    ['PORT', 'eighty'],
    ['METRICS_PORT', '70000'],
    ['DRAIN_MS', '-1'],
    ['MAX_DELAY_MS', '1.5'],
    ['BASE_URL', 'https://a.example/x/'],
    ['BASE_URL', 'https://a.example/x?y'],
    ['BASE_URL', 'https://a.example/'],
    ['BASE_URL', 'https://a.example/x//y'],
    ['BASE_URL', 'https://a.example/x/../y'],
    ['BASE_URL', 'https://a.example/x#y'],
    ['BASE_URL', 'https://a.example/%20'],
    ['BASE_URL', 'https://a.example:443/x'],
    ['BASE_URL', 'https://A.example'],
    ['BASE_URL', 'https://user:pw@a.example'],
    ['BASE_URL', 'https://a"b'],
    ['BASE_URL', 'ftp://a.example'],
    ['CONTACT_EMAIL', 'nobody'],
    ['TRUST_PROXY', 'everyone'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', 'loopback,'],
    ['TRUST_PROXY', '10.0.0.300'],
    ['TRUST_PROXY', '10.0.0.0/99'],
    ['TRUST_PROXY', '0.0.0.0/0'],
    ['TRUST_PROXY', '::1/129'],
    ['RATE_LIMIT', 'much'],
    ['CACHE_MB', '-1'],
    ['CACHE_MB', '65537'],
  ])('throws the name and the description, but not the value, for %s=%s', (name, value) => {
    const message = expect.stringMatching(
      new RegExp(`^configuration: ${name} must .+ \\(.+\\.\\)$`),
    )
    expect(() => readConfig({ [name]: value })).toThrow(expect.objectContaining({ message }))
    expect(() => readConfig({ [name]: `secret-${value}` })).not.toThrow('secret-')
  })

  it.each(['DRAIN_MS', 'KEEP_ALIVE_MS'])('rejects a %s that a timer would take as 1 ms', (name) => {
    expect(readConfig({ [name]: '2147483647' })).toMatchObject({ [name]: 2_147_483_647 })
    expect(() => readConfig({ [name]: '9999999999' })).toThrow(
      new RegExp(`^configuration: ${name} must be <= 2147483647 \\(.+milliseconds.*\\)$`),
    )
  })

  it('throws the names of all invalid variables', () => {
    expect(() => readConfig({ PORT: 'x', RATE_LIMIT: 'y' })).toThrow(
      /PORT must .*; RATE_LIMIT must /,
    )
  })
})
