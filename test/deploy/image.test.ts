import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Json, ROOT, temporaryFolder } from '../support/app.ts'

const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8').replaceAll('\\\n', '')
const { version, license } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
const [, finalStage = ''] = dockerfile.split('FROM $BASE\n')

describe('Dockerfile', () => {
  it('names the base image once, so that a build can pin it', () => {
    expect(dockerfile.match(/^FROM .*$/gm)).toEqual(['FROM $BASE AS build', 'FROM $BASE'])
    expect(dockerfile).toContain('\nARG BASE=node:26-bookworm-slim\n')
  })

  it('runs as a user with a number', () => {
    expect(finalStage.match(/^USER .*$/gm)).toEqual(['USER 1000:1000'])
  })

  it('has the labels of OCI, with the version of the package and both licences', () => {
    const labels = Object.fromEntries(
      [...finalStage.matchAll(/org\.opencontainers\.image\.(\w+)="([^"]*)"/g)].map(
        ([, name, value]) => [name, value],
      ),
    )
    expect(labels).toMatchObject({
      title: 'orgfacts',
      description: expect.stringContaining('facts about organizations'),
      licenses: `${license} AND CC0-1.0`,
      version: '$VERSION',
      source: '$SOURCE',
      documentation: '$SOURCE',
    })
    expect(finalStage).toContain(`\nARG VERSION=${version}\n`)
  })

  it('copies only files that exist and that .dockerignore lets through', () => {
    const ignored = readFileSync(join(ROOT, '.dockerignore'), 'utf8').trim().split('\n')
    const allowed = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1))
    const copied = [...dockerfile.matchAll(/^COPY (?!--)(.*) \S+$/gm)].flatMap(([, paths = '']) =>
      paths.split(' '),
    )
    expect(copied).toContain('LICENSE-DATA')
    expect(copied.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
    const isAllowed = (path: string) =>
      allowed.some((one) => path === one || path.startsWith(`${one}/`))
    expect(copied.filter((path) => !isAllowed(path))).toEqual([])
  })

  it('keeps the licences of the packages when it removes files that never run', () => {
    const folder = temporaryFolder({})
    const write = (path: string) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), '')
    }
    const licences = ['LICENSE', 'LICENSE.md', 'license.md', 'LICENCE.md', 'LICENSE-MIT.txt']
    const kept = [...licences, 'COPYING.md', 'NOTICE.md', 'NOTICE', 'README.md', 'readme.md']
    const removed = ['CHANGELOG.md', 'index.d.ts', 'index.js.map', 'docs/a.html', 'test/a.js']
    for (const name of [...kept, ...removed, 'index.js']) write(`node_modules/a/${name}`)
    write('node_modules/better-sqlite3/prebuilds/other-arch.node')
    const [, command = ''] = /^RUN (cd node_modules .*)$/m.exec(dockerfile) ?? []
    execFileSync('sh', ['-ec', command], { cwd: folder })
    const exists = (name: string) => existsSync(join(folder, 'node_modules/a', name))
    expect([...kept, 'index.js'].filter((name) => !exists(name))).toEqual([])
    expect(removed.filter(exists)).toEqual([])
  })
})

describe('npm run sbom', { timeout: 60_000 }, () => {
  it('lists Node.js and SQLite beside the packages, each needed by a component', () => {
    const text = execFileSync('npm', ['run', '--silent', 'sbom'], { cwd: ROOT, encoding: 'utf8' })
    const { components, dependencies, metadata }: Json = JSON.parse(text)
    expect(metadata.component).toMatchObject({ name: 'orgfacts', version, type: 'application' })
    const find = (name: string) => components.find((component: Json) => component.name === name)
    expect(find('node')).toMatchObject({
      version: process.versions.node,
      cpe: `cpe:2.3:a:nodejs:node.js:${process.versions.node}:*:*:*:*:*:*:*`,
    })
    expect(find('sqlite').cpe).toMatch(/^cpe:2\.3:a:sqlite:sqlite:3\.\d+\.\d+:/)
    const neededBy = (name: string) =>
      dependencies.filter(({ dependsOn }: Json) => dependsOn.includes(find(name)['bom-ref']))
    expect(neededBy('node')).toMatchObject([{ ref: `orgfacts@${version}` }])
    expect(neededBy('sqlite')).toMatchObject([{ ref: find('better-sqlite3')['bom-ref'] }])
  })
})
