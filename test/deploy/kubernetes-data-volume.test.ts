import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import type { Json } from '../support/app.ts'
import { DEPLOY, dockerfileCommand, manifestErrors, readDeployFile } from './deploy-files.ts'

const OVERLAY = ['kubernetes', 'overlays', 'data-volume']
const read = (file: string): Json => parse(readDeployFile(...OVERLAY, file))
const kustomization = read('kustomization.yaml')
const claim = read('persistentvolumeclaim.yaml')
const template = read('build-job.yaml')
const policy = read('build-networkpolicy.yaml')
const patch = read('deployment-patch.yaml')

const job = template.spec.jobTemplate.spec
const pod = job.template.spec
const [build] = pod.containers
const [server] = patch.spec.template.spec.containers

describe('deploy/kubernetes/overlays/data-volume', () => {
  it.each([claim, template, policy])(
    'has a $kind that is valid by the schema of Kubernetes',
    (object) => {
      expect(manifestErrors(object)).toEqual([])
    },
  )

  it('is checked by a schema that rejects a misspelled key of a Job', () => {
    const misspelled = structuredClone(template)
    misspelled.spec.jobTemplate.spec.backofLimit = 0
    expect(manifestErrors(misspelled)).toContain('/CronJob/spec/jobTemplate/spec/backofLimit')
  })

  it('uses the base and every other file in its folder', () => {
    const files = [
      ...kustomization.resources,
      ...kustomization.patches.map(({ path }: Json) => path),
    ]
    const folder = readdirSync(join(DEPLOY, ...OVERLAY))
    expect(files.toSorted()).toEqual(
      ['../../base', ...folder.filter((file) => file !== 'kustomization.yaml')].toSorted(),
    )
  })

  it('serves a database in a read-only folder of the volume, which the command of the image may read', () => {
    const [{ name, mountPath, readOnly }] = server.volumeMounts
    expect({ name, readOnly }).toEqual({ name: 'data', readOnly: true })
    expect(server).not.toHaveProperty('command')
    expect(dockerfileCommand()).toContain(`--allow-fs-read=${dirname(mountPath)}`)
    expect(server.env).toEqual([{ name: 'DATABASE', value: `${mountPath}/orgfacts.db` }])
    expect(patch.spec.template.spec.volumes).toEqual([
      { name: 'data', persistentVolumeClaim: { claimName: claim.metadata.name } },
    ])
  })

  it('builds on the same volume, and never by itself', () => {
    expect(template.spec.suspend).toBe(true)
    expect(pod.volumes).toContainEqual({
      name: 'data',
      persistentVolumeClaim: { claimName: claim.metadata.name },
    })
    const mounts = Object.fromEntries(
      build.volumeMounts.map(({ name, mountPath }: Json) => [name, mountPath]),
    )
    expect(build.env).toEqual([
      { name: 'SEED', value: mounts.seed },
      { name: 'DATA', value: mounts.data },
    ])
    expect(mounts.data).toBe(server.volumeMounts[0].mountPath)
  })

  it('builds as the user of the image, who can write only to /tmp and the volume', () => {
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 1000,
      runAsGroup: 1000,
      fsGroup: 1000,
      seccompProfile: { type: 'RuntimeDefault' },
    })
    expect(build.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    })
    expect(pod.automountServiceAccountToken).toBe(false)
  })

  it('gives the pods of builds no connections, and no label of the server', () => {
    const { labels } = job.template.metadata
    expect(policy.spec).toEqual({
      podSelector: { matchLabels: labels },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [],
      egress: [],
    })
    const service: Json = parse(readDeployFile('kubernetes', 'base', 'service.yaml'))
    expect(labels).not.toMatchObject(service.spec.selector)
  })
})

const KUBECTL = 'kubectl'
const hasKubectl = spawnSync(KUBECTL, ['version', '--client']).status === 0

describe.skipIf(!hasKubectl)('kubectl kustomize (needs kubectl)', () => {
  const render = (folder: string): Json[] => {
    const { stdout } = spawnSync(KUBECTL, ['kustomize', join(DEPLOY, 'kubernetes', folder)], {
      encoding: 'utf8',
    })
    return parseAllDocuments(stdout).map((document) => document.toJS())
  }
  const objects = hasKubectl ? render('overlays/data-volume') : []
  const find = (kind: string, name = 'orgfacts') =>
    objects.find((object) => object.kind === kind && object.metadata.name === name)

  it('makes manifests that are valid by the schema of Kubernetes', () => {
    expect(objects).toHaveLength(8)
    expect(objects.flatMap(manifestErrors)).toEqual([])
  })

  it('changes nothing in the base but the volume and DATABASE of the server', () => {
    const deployment = structuredClone(find('Deployment'))
    const { containers, volumes } = deployment.spec.template.spec
    const [container] = containers
    const withoutData = ({ name }: Json) => name !== 'data' && name !== 'DATABASE'
    container.env = container.env.filter(withoutData)
    container.volumeMounts = container.volumeMounts.filter(withoutData)
    deployment.spec.template.spec.volumes = volumes.filter(withoutData)
    for (const object of render('base'))
      expect(object.kind === 'Deployment' ? deployment : find(object.kind)).toEqual(object)
  })

  it('builds with the image of the server', () => {
    const { image } = find('CronJob', 'orgfacts-build').spec.jobTemplate.spec.template.spec
      .containers[0]
    expect(image).toMatch(/^orgfacts:\d/)
    expect(image).toBe(find('Deployment').spec.template.spec.containers[0].image)
  })
})

describe('the build in Kubernetes', () => {
  it('is described in deploy/README.md by the commands that the manifests need', () => {
    const readme = readFileSync(join(DEPLOY, 'README.md'), 'utf8')
    const [seed] = pod.volumes
    expect(readme).toContain(`kubectl create configmap ${seed.configMap.name} --from-file=`)
    expect(readme).toContain(`--from=cronjob/${template.metadata.name}`)
    expect(readme).toContain(`kubectl set env cronjob/${template.metadata.name} RELEASE=`)
  })
})
