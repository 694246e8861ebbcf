import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { collections } from '../../src/api/collections/index.ts'
import { configVariables } from '../../src/server/config.ts'
import { get, type Json, ROOT, seedApp } from '../support/app.ts'

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const readme = read('README.md')
const requests = [
  ...readme.matchAll(/```sh\ncurl 'http:\/\/localhost:3000(.*)'\n```\n```json\n([\s\S]*?)```/g),
].map(([, url = '', response = '']) => [url, JSON.parse(response)] as const)

/** The paths at which an excerpt is not part of a response. */
function differences(excerpt: Json, response: Json, path = ''): string[] {
  if (Array.isArray(excerpt)) {
    let from = 0
    return excerpt.flatMap((part, index) => {
      const at = (response as Json[]).findIndex(
        (one, position) => position >= from && differences(part, one).length === 0,
      )
      if (at === -1) return [`${path}/${index}`]
      from = at + 1
      return []
    })
  }
  if (typeof excerpt !== 'object' || excerpt === null) return excerpt === response ? [] : [path]
  return Object.entries(excerpt).flatMap(([key, part]) =>
    differences(part, response?.[key], `${path}/${key}`),
  )
}

describe('README', () => {
  it('shows five requests', () => {
    expect(requests).toHaveLength(5)
  })

  it.each(requests)(
    'shows an excerpt of the real response to %s',
    async (url, excerpt) => {
      expect(differences(excerpt, await get(await seedApp(), url))).toEqual([])
    },
    60_000,
  )

  it('lists each setting with its default', () => {
    for (const { name, default: value, description } of configVariables()) {
      const shown = value === undefined ? '–' : `\`${value}\``
      expect(readme).toContain(`| \`${name}\` | ${shown} | ${description} |`)
    }
  })

  it('lists each collection of the API', () => {
    for (const { name } of collections) expect(readme).toContain(`/v1/${name}`)
  })
})

const DOCUMENTS = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'deploy/README.md', 'bench/README.md'],
  ...['docs/architecture.md', 'docs/data-model.md', 'docs/glossary.md', 'docs/releasing.md'],
  ...['docs/operating.md', 'docs/using-the-data.md'],
]

describe.each(DOCUMENTS)('%s', (document) => {
  const text = read(document)

  it('names only files and folders that exist', () => {
    const paths = [
      ...text.matchAll(/`((?:src|test|seed|migrations|openapi|deploy|bench|docs)\/[\w./@-]*)`/g),
    ].map(([, path = '']) => path)
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  })

  it('links only to files that exist', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(
      ([, path = '']) => path,
    )
    expect(links.filter((path) => !existsSync(join(ROOT, dirname(document), path)))).toEqual([])
  })

  it('names only npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json'))
    const names = [...text.matchAll(/npm run ([a-z:]+)/g)].map(([, name = '']) => name)
    expect(names.filter((name) => !(name in scripts))).toEqual([])
  })
})

describe('SECURITY.md', () => {
  it('gives the reason for each production dependency', () => {
    const { dependencies } = JSON.parse(read('package.json'))
    const names = [...read('SECURITY.md').matchAll(/^\| ([@a-z][^|]*) \| [^|]{5,} \|$/gm)].flatMap(
      ([, cell = '']) => cell.split(', '),
    )
    const isExplained = (dependency: string) =>
      names.some((name) =>
        name.endsWith('/*') ? dependency.startsWith(name.slice(0, -1)) : dependency === name,
      )
    expect(Object.keys(dependencies).filter((dependency) => !isExplained(dependency))).toEqual([])
  })
})
