import { join } from 'node:path'
import { DCLinter } from 'dclint'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readConfig } from '../../src/server/config.ts'
import { folderOf, type Json } from '../support/app.ts'
import { DEPLOY, defaults, text } from './deployment.ts'

/** What deploy/compose.yaml promises, by the schema of Compose. */

describe('with Compose', () => {
  const compose = parse(text('compose.yaml'))
  const { cache, orgfacts } = compose.services
  const environment = orgfacts.environment as Record<string, string>
  const settings = readConfig(
    // As Compose has them where its own environment says nothing.
    Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [
        name,
        value.replace(/\$\{\w+:-([^}]*)\}/g, '$1'),
      ]),
    ),
  )

  it('the file is as Compose defines it', () => {
    // Keys stand beside what they belong to.
    const rules = { 'service-keys-order': 0 } as const
    const linter = new DCLinter({ rules, quiet: true, debug: false, exclude: [] })
    const [linted] = linter.lintFiles([join(DEPLOY, 'compose.yaml')], false)
    expect(linted?.messages).toEqual([])
  })

  it('what is misspelt is refused', () => {
    const folder = folderOf({
      'compose.yaml': text('compose.yaml').replaceAll('cap_drop', 'cap_drip'),
    })
    const linter = new DCLinter({ rules: {}, quiet: true, debug: false, exclude: [] })
    const [linted] = linter.lintFiles([join(folder, 'compose.yaml')], false)
    expect(linted?.messages).toContainEqual(expect.objectContaining({ rule: 'invalid-schema' }))
  })

  it('every variable is one of the server, and has a value that it takes', () => {
    expect(Object.keys(environment).filter((name) => !(name in defaults))).toEqual([])
    expect(settings).toMatchObject({
      BASE_URL: 'http://localhost:8080',
      METRICS_PORT: 9090,
      TRUST_PROXY: 'uniquelocal',
      WORKERS: 1,
    })
  })

  it.each(Object.entries<Json>(compose.services))(
    '%s can write nothing, may do nothing, and comes back',
    (_, items) => {
      expect(items).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        restart: 'unless-stopped',
      })
      expect(items).not.toHaveProperty('cap_add')
      expect(items).not.toHaveProperty('privileged')
      expect(items.deploy.resources.limits).toMatchObject({
        cpus: expect.any(String),
        memory: expect.any(String),
      })
    },
  )

  it('only the cache is reached from outside, and only it reaches out', () => {
    expect(cache.ports).toEqual(['127.0.0.1:8080:8080'])
    expect(cache.command).toContain(':8080')
    expect(orgfacts).not.toHaveProperty('ports')
    expect(orgfacts.networks).toEqual(['inside'])
    expect(compose.networks.inside).toEqual({ internal: true })
  })

  it('health is asked where operators are answered', () => {
    expect(orgfacts.healthcheck.test.slice(0, 3)).toEqual(['CMD', 'node', '-e'])
    expect(orgfacts.healthcheck.test[3]).toContain(
      "'http://127.0.0.1:'+process.env.METRICS_PORT+'/readyz'",
    )
    expect(cache.depends_on.orgfacts).toEqual({ condition: 'service_healthy', restart: true })
  })

  it('a stop has the time that it takes', () => {
    expect(orgfacts.stop_grace_period).toBe('15s')
    expect(settings.DRAIN_MS).toBeLessThan(15_000)
  })

  it('the cache asks the server, on the ports that the environment names', () => {
    const asked = [
      ...text('varnish.vcl').matchAll(/backend (\w+) \{\s+\.host = "(\w+)";\s+\.port = "(\d+)"/g),
    ].map(([, ...items]) => items)
    expect(asked).toEqual([
      ['api', 'orgfacts', String(settings.PORT)],
      ['operations', 'orgfacts', String(settings.METRICS_PORT)],
    ])
  })
})
