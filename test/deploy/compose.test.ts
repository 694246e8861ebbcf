import { join } from 'node:path'
import { DCLinter } from 'dclint'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readConfig } from '../../src/server/config.ts'
import { type Json, temporaryFolder } from '../support/app.ts'
import { DEPLOY, defaultSettings, readDeployFile } from './deploy-files.ts'

describe('deploy/compose.yaml', () => {
  const compose = parse(readDeployFile('compose.yaml'))
  const { cache, balancer, orgfacts } = compose.services
  const environment = orgfacts.environment as Record<string, string>
  const settings = readConfig(
    // With the defaults that Compose uses for its own variables.
    Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [
        name,
        value.replace(/\$\{\w+:-([^}]*)\}/g, '$1'),
      ]),
    ),
  )
  const lint = (file: string, rules: ConstructorParameters<typeof DCLinter>[0]['rules']) => {
    const linter = new DCLinter({ rules, quiet: true, debug: false, exclude: [] })
    return linter.lintFiles([file], false)[0]?.messages
  }

  it('is valid by the schema of Compose', () => {
    // The order is free, so that related keys and services are next to each other.
    expect(
      lint(join(DEPLOY, 'compose.yaml'), {
        'service-keys-order': 0,
        'services-alphabetical-order': 0,
      }),
    ).toEqual([])
  })

  it('is checked by a linter that reports a misspelled key', () => {
    const folder = temporaryFolder({
      'compose.yaml': readDeployFile('compose.yaml').replaceAll('cap_drop', 'cap_drip'),
    })
    expect(lint(join(folder, 'compose.yaml'), {})).toContainEqual(
      expect.objectContaining({ rule: 'invalid-schema' }),
    )
  })

  it('sets only variables that the server has, to values that it accepts', () => {
    expect(Object.keys(environment).filter((name) => !(name in defaultSettings))).toEqual([])
    expect(settings).toMatchObject({
      BASE_URL: 'http://localhost:8080',
      METRICS_PORT: 9090,
      TRUST_PROXY: 'uniquelocal',
    })
  })

  it.each(Object.entries<Json>(compose.services))(
    'gives %s a read-only file system, no capabilities, limits and a restart policy',
    (_, service) => {
      expect(service).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        restart: 'unless-stopped',
      })
      expect(service).not.toHaveProperty('cap_add')
      expect(service).not.toHaveProperty('privileged')
      expect(service.deploy.resources.limits).toMatchObject({
        cpus: expect.any(String),
        memory: expect.any(String),
      })
    },
  )

  it('publishes a port of the cache only, and gives only the cache a way out', () => {
    expect(cache.ports).toEqual(['127.0.0.1:8080:8080'])
    expect(cache.command).toContain(':8080')
    for (const service of [balancer, orgfacts]) {
      expect(service).not.toHaveProperty('ports')
      expect(service.networks).toEqual(['inside'])
    }
    expect(compose.networks.inside).toEqual({ internal: true })
  })

  it('allows several replicas of the server: it has no fixed name, host port or volume', () => {
    for (const key of ['container_name', 'ports', 'volumes', 'hostname'])
      expect(orgfacts).not.toHaveProperty(key)
  })

  it('starts the cache once a replica is ready, and restarts it with the balancer', () => {
    expect(cache.depends_on).toEqual({ balancer: { condition: 'service_healthy', restart: true } })
    expect(balancer.healthcheck.test.at(-1)).toBe(
      `http://127.0.0.1:${settings.METRICS_PORT}/readyz`,
    )
    // The health check of the image requests /readyz on METRICS_PORT.
    expect(orgfacts.healthcheck).not.toHaveProperty('test')
  })

  it('gives a stop more time than DRAIN_MS', () => {
    expect(orgfacts.stop_grace_period).toBe('15s')
    expect(settings.DRAIN_MS).toBeLessThan(15_000)
  })

  it('connects the cache to the balancer, and the balancer to the server, on the ports of the settings', () => {
    const backends = [
      ...readDeployFile('varnish.vcl').matchAll(
        /backend (\w+) \{\s+\.host = "(\w+)";\s+\.port = "(\d+)"/g,
      ),
    ].map(([, ...backend]) => backend)
    expect(backends).toEqual([
      ['api', 'balancer', String(settings.PORT)],
      ['operations', 'balancer', String(settings.METRICS_PORT)],
    ])
    const haproxy = readDeployFile('haproxy.cfg')
    expect(haproxy).toContain(`server-template replica 20 orgfacts:${settings.PORT}\n`)
    expect(haproxy).toContain(`check port ${settings.METRICS_PORT} `)
    expect([...haproxy.matchAll(/bind :(\d+)/g)].map(([, port]) => Number(port))).toEqual([
      settings.PORT,
      settings.METRICS_PORT,
    ])
  })
})
