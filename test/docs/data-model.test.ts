import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { canBeCarried, timeKinds } from '../../src/domain/valid-time.ts'
import { CODE_ATTRIBUTES } from '../../src/domain/vocabularies.ts'
import { FIXTURE, loadFolder, ROOT } from '../support/app.ts'

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const text = read('docs/data-model.md')

describe('docs/data-model.md', () => {
  it('names each table', () => {
    const { db } = loadFolder(FIXTURE)
    const tables = db
      .prepare<[], string>(`
        SELECT name
          FROM sqlite_schema
         WHERE type = 'table'
           AND name NOT LIKE 'sqlite_%'
           AND name NOT LIKE 'search_%'`)
      .pluck()
      .all()
    expect(tables.filter((name) => !text.includes(`\`${name}\``))).toEqual([])
  })

  it('lists each collection with its kind of time', () => {
    const [, table = ''] = /\| kind \| bounds \| collections \|\n([\s\S]*?)\n\n/.exec(text) ?? []
    const rows = new Map(
      table.split('\n').map((row) => {
        const [, kind = '', , collections = ''] = row.split('|').map((cell) => cell.trim())
        return [kind, collections]
      }),
    )
    const missing = resourceTypes.flatMap(({ name, time }) =>
      timeKinds(time)
        .map(({ kind }) => kind.replace('_', ' '))
        .filter((kind) => !rows.get(kind)?.includes(name)),
    )
    expect(missing).toEqual([])
  })

  it('states which kinds of time can be carried', () => {
    const carried = new Set(
      resourceTypes.flatMap(({ time }) =>
        timeKinds(time)
          .filter(canBeCarried)
          .map(({ kind }) => kind.replace('_', ' ')),
      ),
    )
    for (const kind of carried)
      expect(text).toMatch(new RegExp(`^\\| ${kind} \\| [^|]+ \\| [^|]+ \\| [^–|]{5,} \\|$`, 'm'))
  })

  it('names each attribute of a code', () => {
    for (const [attribute, vocabulary] of Object.entries(CODE_ATTRIBUTES))
      expect(text).toMatch(new RegExp(`\`${vocabulary}\` \\| [^|]*\`${attribute}\``))
  })
})

describe('docs/architecture.md', () => {
  const architecture = read('docs/architecture.md')

  it('names files that exist in each table of files of a folder', () => {
    const tables = [
      ...architecture.matchAll(/\| file in `([^`]+)` \|.*\n\| --- \| --- \|\n((?:\|.*\n)+)/g),
    ]
    expect(tables).toHaveLength(3)
    for (const [, folder = '', rows = ''] of tables)
      for (const [, file = ''] of rows.matchAll(/^\| `([^`]+)`/gm))
        expect(existsSync(join(ROOT, folder, file)), folder + file).toBe(true)
  })
})
