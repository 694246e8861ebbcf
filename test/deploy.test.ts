import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { DCLinter } from 'dclint'
import { Compile } from 'typebox/schema'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { build } from '../src/accounts/build.ts'
import { config, variables } from '../src/config.ts'
import { nouns } from '../src/facts/index.ts'
import { operationsOf } from '../src/http/operations.ts'
import { folderOf, type Json, migrations, ROOT, SEED } from './helper.ts'
import { eventually, freePort, start } from './program.ts'

/** What deploy/ promises, by the schemas of those who run it, and by a real cache. */

const DEPLOY = join(ROOT, 'deploy')
const VARNISH = '/usr/sbin/varnishd'

const text = (...path: string[]) => readFileSync(join(DEPLOY, ...path), 'utf8')
const defaults: Record<string, unknown> = Object.fromEntries(
  variables().map(({ name, default: value }) => [name, value]),
)

const { kustomization: _, ...manifests } = Object.fromEntries(
  readdirSync(join(DEPLOY, 'kubernetes')).map((file) => [
    file.replace('.yaml', ''),
    parse(text('kubernetes', file)) as Json,
  ]),
)
const { deployment, service, poddisruptionbudget, horizontalpodautoscaler, networkpolicy } =
  manifests

describe('on Kubernetes', () => {
  const schema = Compile(JSON.parse(text('schemas', 'kubernetes.json')))
  const pod = deployment.spec.template.spec
  const [container] = pod.containers
  const environment: Record<string, string> = Object.fromEntries(
    container.env.map(({ name, value }: Json) => [name, value]),
  )
  const settings = config(environment)
  const portOf = (name: string) =>
    container.ports.find((port: Json) => port.name === name)?.containerPort

  it.each(Object.entries(manifests))('%s is as Kubernetes defines it', (_, object) => {
    expect(schema.Errors({ [object.kind]: object })).toEqual([true, []])
  })

  it('what is misspelt is refused', () => {
    const { spec, ...rest } = service
    const [isRight, errors] = schema.Errors({ Service: { ...rest, spec: { ...spec, port: [] } } })
    expect(isRight).toBe(false)
    expect(errors.map(({ instancePath }) => instancePath)).toContain('/Service/spec/port')
  })

  it('every manifest is applied, and the image is named once', () => {
    const { resources, images } = parse(text('kubernetes', 'kustomization.yaml'))
    const files = Object.keys(manifests).map((name) => `${name}.yaml`)
    expect(resources.toSorted()).toEqual(files.toSorted())
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    expect(images).toEqual([{ name: container.image, newTag: version }])
  })

  it('every variable is one of the server, and has a value that it takes', () => {
    expect(Object.keys(environment).filter((name) => !(name in defaults))).toEqual([])
    expect(settings).toMatchObject({ METRICS_PORT: 9090, TRUST_PROXY: 'uniquelocal' })
  })

  it('there are three replicas, of which a rollout takes none away', () => {
    expect(deployment.spec.replicas).toBe(3)
    expect(deployment.spec.strategy.rollingUpdate).toEqual({ maxUnavailable: 0, maxSurge: 1 })
    expect(horizontalpodautoscaler.spec.minReplicas).toBe(3)
    expect(poddisruptionbudget.spec.maxUnavailable).toBe(1)
  })

  it('they are spread over machines and zones', () => {
    const spread = pod.topologySpreadConstraints.map(({ topologyKey }: Json) => topologyKey)
    expect(spread).toEqual(['kubernetes.io/hostname', 'topology.kubernetes.io/zone'])
  })

  it('everything that speaks of the pods speaks of these', () => {
    const { labels } = deployment.spec.template.metadata
    const selectors = [
      deployment.spec.selector.matchLabels,
      service.spec.selector,
      poddisruptionbudget.spec.selector.matchLabels,
      networkpolicy.spec.podSelector.matchLabels,
      ...pod.topologySpreadConstraints.map(({ labelSelector }: Json) => labelSelector.matchLabels),
    ]
    for (const selector of selectors) expect(selector).toEqual(labels)
    const { apiVersion, kind, metadata } = deployment
    expect(horizontalpodautoscaler.spec.scaleTargetRef).toEqual({
      apiVersion,
      kind,
      name: metadata.name,
    })
  })

  it('ports are those that the environment names, and probes ask where operators are answered', () => {
    expect(portOf('api')).toBe(settings.PORT)
    expect(portOf('metrics')).toBe(settings.METRICS_PORT)
    expect(service.spec.ports).toEqual([{ name: 'http', port: 80, targetPort: 'api' }])
    const { startupProbe, readinessProbe, livenessProbe } = container
    expect(startupProbe.httpGet).toEqual({ path: '/readyz', port: 'metrics' })
    expect(readinessProbe.httpGet).toEqual({ path: '/readyz', port: 'metrics' })
    expect(livenessProbe.httpGet).toEqual({ path: '/livez', port: 'metrics' })
  })

  it('a stop has the time that it takes', () => {
    const pause = container.lifecycle.preStop.sleep.seconds
    expect(pause).toBe(5)
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(pause + settings.DRAIN_MS / 1000)
  })

  it('the process is nobody, and can write nothing but what is gone with it', () => {
    expect(pod.securityContext).toEqual({
      runAsNonRoot: true,
      runAsUser: 1000,
      runAsGroup: 1000,
      seccompProfile: { type: 'RuntimeDefault' },
    })
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    })
    expect(pod.automountServiceAccountToken).toBe(false)
    expect(pod.enableServiceLinks).toBe(false)
    for (const name of ['hostNetwork', 'hostPID', 'hostIPC', 'initContainers'])
      expect(pod).not.toHaveProperty(name)
    expect(pod.volumes).toEqual([{ name: 'tmp', emptyDir: { sizeLimit: '256Mi' } }])
  })

  it('it cannot take all memory of a machine, and says what it needs', () => {
    expect(container.resources).toEqual({
      requests: { cpu: '1', memory: '512Mi' },
      limits: { memory: '1Gi' },
    })
  })

  it('anyone reaches the API, monitoring the metrics, and the pods reach no one', () => {
    const monitoring = { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } }
    const { policyTypes, ingress, egress } = networkpolicy.spec
    expect(policyTypes).toEqual(['Ingress', 'Egress'])
    expect(ingress).toEqual([
      { ports: [{ port: 'api' }] },
      { from: [{ namespaceSelector: monitoring }], ports: [{ port: 'metrics' }] },
    ])
    expect(egress).toEqual([])
  })
})

describe('with Compose', () => {
  const compose = parse(text('compose.yaml'))
  const { cache, orgfacts } = compose.services
  const environment = orgfacts.environment as Record<string, string>
  const settings = config(
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
    (_, told) => {
      expect(told).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        restart: 'unless-stopped',
      })
      expect(told).not.toHaveProperty('cap_add')
      expect(told).not.toHaveProperty('privileged')
      expect(told.deploy.resources.limits).toMatchObject({
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
    ].map(([, ...told]) => told)
    expect(asked).toEqual([
      ['api', 'orgfacts', String(settings.PORT)],
      ['operations', 'orgfacts', String(settings.METRICS_PORT)],
    ])
  })
})

describe.skipIf(!existsSync(VARNISH))(`behind varnish.vcl (needs ${VARNISH})`, () => {
  it('answers outlive their server, errors do not, and no header poisons them', {
    timeout: 60_000,
  }, async () => {
    const database = join(folderOf({}), 'orgfacts.db')
    build(database, { folder: SEED, nouns, migrations })
    const [own, port, metrics] = [await freePort(), await freePort(), await freePort()]
    const vcl = text('varnish.vcl')
      .replaceAll('"orgfacts"', '"127.0.0.1"')
      .replace('"3000"', `"${port}"`)
      .replace('"9090"', `"${metrics}"`)
    const folder = folderOf({ 'default.vcl': vcl })
    const varnish = spawn(
      VARNISH,
      [
        ...['-j', 'none', '-F', '-n', join(folder, 'work'), '-s', 'malloc,16m'],
        ...['-f', join(folder, 'default.vcl'), '-a', `127.0.0.1:${own}`],
      ],
      { stdio: 'ignore' },
    )
    const ended = new Promise((resolve) => varnish.on('close', resolve))
    onTestFinished(async () => {
      varnish.kill()
      await ended
    })
    const { child } = start('main.ts', [], {
      DATABASE: database,
      PORT: String(port),
      METRICS_PORT: String(metrics),
      TRUST_PROXY: 'loopback',
    })
    const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
      fetch(`http://127.0.0.1:${own}${path}`, { method, headers })
    await eventually(
      () => ask('/v1/names'),
      ({ status }) => status === 200,
    )
    // Credentials that nobody reads change nothing; a second later, it is the same answer.
    await setTimeout(1_100)
    const again = await ask('/v1/names', { cookie: 'a=b', authorization: 'Bearer x' })
    expect(Number(again.headers.get('age'))).toBeGreaterThanOrEqual(1)
    expect((await ask('/v1/names', {}, 'DELETE')).status).toBe(405)
    expect((await ask('/v1/names', {}, 'OPTIONS')).status).toBe(204)

    // Whatever the first says of where it is, the next is not told so.
    const lying = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'gopher' }
    const lied = await (await ask('/v1/dataset/datapackage.json', lying)).text()
    expect(lied).not.toContain('evil.example')
    const secure = await (
      await ask('/v1/dataset/datapackage.json', { 'x-forwarded-proto': 'https' })
    ).text()
    const plain = await (await ask('/v1/dataset/datapackage.json')).text()
    expect(plain).toBe(lied)
    expect(plain).toContain(`http://127.0.0.1:${own}/`)
    expect(secure).toContain(`https://127.0.0.1:${own}/`)

    expect((await ask('/v1/names?limt=3')).status).toBe(400)
    child.kill('SIGTERM')
    const problem = await eventually(
      () => ask('/v1/names?limt=3'),
      ({ status }) => status === 503,
    )
    expect(problem.headers.get('content-type')).toContain('application/problem+json')
    expect(problem.headers.get('cache-control')).toBe('no-store')
    expect(await problem.json()).toMatchObject({
      type: '/problems/overloaded',
      code: 'overloaded',
      status: 503,
    })
    expect((await ask('/v1/names')).status).toBe(200)
  })
})

describe('deploy/README.md', () => {
  it('names metrics that there are', async () => {
    const told = await operationsOf().metrics()
    const named = text('README.md').match(/\b(?:orgfacts|http|nodejs|process)_[a-z0-9_]+/g) ?? []
    expect(named.length).toBeGreaterThan(5)
    for (const name of named)
      expect([name, told.includes(name.replace(/_(?:bucket|count|sum)$/, ''))]).toEqual([
        name,
        true,
      ])
  })
})
