import { describe, expect, it } from 'vitest'
import { configVariables, readConfig } from '../../src/server/config.ts'

describe('the configuration', () => {
  it('has a default for each variable, or may do without', () => {
    const read = readConfig({}) as Record<string, unknown>
    for (const { name, default: value } of configVariables()) expect(read[name]).toBe(value)
  })

  it('takes what is said, as what it is', () => {
    expect(
      readConfig({ PORT: '8080', WORKERS: 'auto', BASE_URL: 'https://a.example:8443' }),
    ).toMatchObject({ PORT: 8080, WORKERS: 'auto', BASE_URL: 'https://a.example:8443' })
    expect(
      readConfig({ WORKERS: '3', TRUST_PROXY: 'loopback, 10.0.0.0/8,fd00::/8' }),
    ).toMatchObject({
      WORKERS: 3,
      TRUST_PROXY: 'loopback, 10.0.0.0/8,fd00::/8',
    })
    expect(readConfig({ PORT: '' })).toMatchObject({ PORT: 3000 })
  })

  it.each([
    ['LOG_LEVEL', 'loud'],
    ['PORT', '70000'],
    ['PORT', 'eighty'],
    ['DRAIN_MS', '-1'],
    ['BASE_URL', 'https://a.example/x'],
    ['BASE_URL', 'https://a.example/'],
    ['BASE_URL', 'https://user:pw@a.example'],
    ['BASE_URL', 'https://a"b'],
    ['BASE_URL', 'ftp://a.example'],
    ['TRUST_PROXY', 'everyone'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', 'loopback,'],
    ['TRUST_PROXY', '10.0.0.300'],
    ['TRUST_PROXY', '10.0.0.0/99'],
    ['TRUST_PROXY', '0.0.0.0/0'],
    ['TRUST_PROXY', '::1/129'],
    ['RATE_LIMIT', 'much'],
    ['WORKERS', '0'],
    ['WORKERS', 'many'],
    ['CACHE_MB', '-1'],
  ])('refuses %s=%s by its name, and never tells what was said', (name, value) => {
    const message = expect.stringMatching(new RegExp(`^configuration: ${name} must`))
    expect(() => readConfig({ [name]: value })).toThrow(expect.objectContaining({ message }))
    expect(() => readConfig({ [name]: `secret-${value}` })).not.toThrow('secret-')
  })
})
