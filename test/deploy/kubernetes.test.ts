import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readConfig } from '../../src/server/config.ts'
import { type Json, ROOT } from '../support/app.ts'
import { DEPLOY, defaultSettings, manifestErrors, readDeployFile } from './deploy-files.ts'

const { kustomization: _, ...manifests } = Object.fromEntries(
  readdirSync(join(DEPLOY, 'kubernetes', 'base')).map((file) => [
    file.replace('.yaml', ''),
    parse(readDeployFile('kubernetes', 'base', file)) as Json,
  ]),
)
const { deployment, service, poddisruptionbudget, horizontalpodautoscaler, networkpolicy } =
  manifests

describe('deploy/kubernetes/base', () => {
  const pod = deployment.spec.template.spec
  const [container] = pod.containers
  const environment: Record<string, string> = Object.fromEntries(
    container.env.map(({ name, value }: Json) => [name, value]),
  )
  const settings = readConfig(environment)
  const portOf = (name: string) =>
    container.ports.find((port: Json) => port.name === name)?.containerPort

  it.each(Object.entries(manifests))(
    'has a %s that is valid by the schema of Kubernetes',
    (_, object) => {
      expect(manifestErrors(object)).toEqual([])
    },
  )

  it('is checked by a schema that rejects a misspelled key', () => {
    const { spec, ...rest } = service
    expect(manifestErrors({ ...rest, spec: { ...spec, port: [] } })).toContain('/Service/spec/port')
  })

  it('applies every manifest, and names the version of the image once', () => {
    const { resources, images } = parse(readDeployFile('kubernetes', 'base', 'kustomization.yaml'))
    const files = Object.keys(manifests).map((name) => `${name}.yaml`)
    expect(resources.toSorted()).toEqual(files.toSorted())
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    expect(images).toEqual([{ name: container.image, newTag: version }])
  })

  it('sets only variables that the server has, to values that it accepts', () => {
    expect(Object.keys(environment).filter((name) => !(name in defaultSettings))).toEqual([])
    expect(settings).toMatchObject({ METRICS_PORT: 9090, TRUST_PROXY: 'uniquelocal' })
  })

  it('runs three replicas, and at least three during a rollout', () => {
    expect(deployment.spec.replicas).toBe(3)
    expect(deployment.spec.strategy.rollingUpdate).toEqual({ maxUnavailable: 0, maxSurge: 1 })
    expect(horizontalpodautoscaler.spec.minReplicas).toBe(3)
    expect(poddisruptionbudget.spec.maxUnavailable).toBe(1)
  })

  it('spreads the pods over machines and zones', () => {
    const spread = pod.topologySpreadConstraints.map(({ topologyKey }: Json) => topologyKey)
    expect(spread).toEqual(['kubernetes.io/hostname', 'topology.kubernetes.io/zone'])
  })

  it('uses the same labels in every selector, and the autoscaler names the deployment', () => {
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

  it('exposes the ports of the settings, and probes the metrics port', () => {
    expect(portOf('api')).toBe(settings.PORT)
    expect(portOf('metrics')).toBe(settings.METRICS_PORT)
    expect(service.spec.ports).toEqual([{ name: 'http', port: 80, targetPort: 'api' }])
    const { startupProbe, readinessProbe, livenessProbe } = container
    expect(startupProbe.httpGet).toEqual({ path: '/readyz', port: 'metrics' })
    expect(readinessProbe.httpGet).toEqual({ path: '/readyz', port: 'metrics' })
    expect(livenessProbe.httpGet).toEqual({ path: '/livez', port: 'metrics' })
  })

  it('gives a stop more time than preStop and DRAIN_MS together', () => {
    const pause = container.lifecycle.preStop.sleep.seconds
    expect(pause).toBe(5)
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(pause + settings.DRAIN_MS / 1000)
  })

  it('runs as an unprivileged user who can write only to /tmp of the pod', () => {
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

  it('requests processor time and memory, and limits the memory', () => {
    expect(container.resources).toEqual({
      requests: { cpu: '1', memory: '512Mi' },
      limits: { memory: '1Gi' },
    })
  })

  it('allows requests to the API from everywhere, to the metrics from monitoring, and none from the pods', () => {
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
