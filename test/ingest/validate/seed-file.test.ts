import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { buildDatabase } from '../../../src/ingest/build.ts'
import { SeedError } from '../../../src/ingest/diagnostics.ts'
import { folderOf, migrations } from '../../support/app.ts'
import { GOOD, OTHER, SOURCE, wrong } from '../../support/broken-seed.ts'

describe('a problem is items with its place:', () => {
  it('a bad currency', () => {
    const funding = `funding:
  - { id: gift, at: 1, donor: D, kind: core, amount: 1, currency: DKR }
`
    expect(wrong({ 'a.yaml': GOOD + funding })).toContain(
      'funding › gift › currency: found "DKR"; allowed: an ISO 4217 code such as USD',
    )
  })

  it('a period that ends before it begins', () => {
    const ends = GOOD.replace('start: 2018-10', 'start: 2018-10, end: 2017')
    expect(wrong({ 'a.yaml': ends })).toContain(
      'seed/a.yaml:13:104: leadership › iom-head-lovelace › end: found "2017", which is before it begins',
    )
  })

  it('the same claim at the same place twice', () => {
    const twice = `${GOOD}bodies:
  - { id: council, at: 5, name: Council }
  - { id: council, at: 5, name: Council }
`
    expect(wrong({ 'a.yaml': twice })).toContain(
      'seed/a.yaml:18:33: bodies › council › name: claims "Council" twice at line 5; remove one',
    )
  })

  it('two values of one source for one field', () => {
    const both = `${GOOD}bodies:
  - { id: council, at: 5, name: Council }
  - { id: council, at: 6, name: Board }
`
    expect(wrong({ 'a.yaml': both })).toContain(
      'bodies › council › name: found "Board", but line 5 has "Council"; one source states one value of a field: set all but one aside',
    )
  })

  it('a key that two accounts have differently', () => {
    const other = `${OTHER}leadership:
  - { id: iom-head-lovelace, at: 3, post: director }
`
    expect(wrong({ 'a.yaml': GOOD, 'b.yaml': other })).toContain(
      'seed/b.yaml:8:43: leadership › iom-head-lovelace › post: found "director", but seed/a.yaml:13 has "director_general"; two keys are two records',
    )
  })

  it('words of ours that two accounts have differently', () => {
    const words = (text: string) =>
      `milestones:\n  - { id: m, at: 1, date: 1951, title: ${text} }\n`
    const other = `${OTHER}${words('Begins')}`
    expect(wrong({ 'a.yaml': GOOD + words('Founded'), 'b.yaml': other })).toContain(
      'our words of a record are the same in every account',
    )
  })

  it('an id that is nearly another, of a record that is the same', () => {
    const other = `${OTHER}about: iom
leadership:
  - { id: iom-head-lovelance, at: 3, post: director_general, person: ada-lovelace }
`
    expect(wrong({ 'a.yaml': GOOD, 'b.yaml': other })).toContain(
      'seed/b.yaml:9:44: leadership › iom-head-lovelance: nearly the id iom-head-lovelace, of a record that is the same; one of them is misspelled',
    )
  })

  it('an id that is nearly another, of a record that is incomplete', () => {
    const other = `${OTHER}leadership:
  - { id: iom-head-lovelance, at: 3, end: 2020 }
`
    expect(wrong({ 'a.yaml': GOOD, 'b.yaml': other })).toContain('did you mean iom-head-lovelace?')
  })

  it('two sources with one id', () => {
    expect(wrong({ 'a.yaml': GOOD, 'b.yaml': SOURCE })).toContain(
      'seed/b.yaml:2:3: source › mission-2020: a second source with this id; choose another',
    )
  })

  it('an empty file, an empty document, an empty folder', () => {
    expect(wrong({ 'a.yaml': '' })).toBe('seed/a.yaml:1:1: empty; remove it or write an account')
    expect(wrong({ 'a.yaml': `${GOOD}---\n` })).toContain(
      'seed/a.yaml:16:1: an empty document; remove it',
    )
    expect(wrong({})).toContain('no accounts in this folder')
  })

  it('text that is not UTF-8', () => {
    const bytes = Buffer.from(GOOD.replace('Lovelace }', 'Lovel\u00e4ce }'), 'latin1')
    expect(wrong({ 'a.yaml': bytes })).toBe('seed/a.yaml:11:47: not UTF-8; save the file as UTF-8')
  })

  it('a file that is no account', () => {
    expect(wrong({ 'a.yaml': GOOD, 'b.json': '{}' })).toContain(
      'seed/b.json:1:1: not an account; a seed folder holds .yaml and .ndjson files',
    )
  })

  it('an alias bomb, at once', () => {
    const bomb = [
      'a: &a [x, x]',
      ...'bcdefghij'
        .split('')
        .map((n, i) => `${n}: &${n} [*${'abcdefghij'[i]}, *${'abcdefghij'[i]}]`),
    ]
    expect(wrong({ 'a.yaml': bomb.join('\n') })).toContain('aliases are not taken')
  })

  it('nesting that would exhaust the parser', () => {
    expect(wrong({ 'a.yaml': '['.repeat(100_000) })).toMatch(/nested too deeply|not YAML/)
  })

  it('in a line of NDJSON', () => {
    const line = (at: string) =>
      `{"source":{"id":"s","title":"T","kind":"press","published":"2020","published_basis":"stated"},"people":[{"id":"p","at":${at},"name":"P"}]}\n`
    expect(wrong({ 'a.ndjson': line('1') })).toBe('')
    expect(wrong({ 'a.ndjson': `\n${line('1').replace('"name"', '"nane"')}` })).toContain(
      'seed/a.ndjson:2:122: people › p › nane: unknown field',
    )
    expect(wrong({ 'a.ndjson': line('1').replace('"at":1', '"at":1,"at":2') })).toContain(
      'seed/a.ndjson:1:122: the same key twice',
    )
  })
})

describe('a run', () => {
  it('that would replace a file that is not ours does not', () => {
    const file = join(folderOf({ 'precious.txt': 'mine' }), 'precious.txt')
    const folder = folderOf({ 'a.yaml': GOOD })
    expect(() => buildDatabase(file, { folder, resourceTypes, migrations })).toThrow(
      'is not a database of ours',
    )
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })

  it('tells every problem at once, in the order of the files', () => {
    const many = GOOD.replace('count: 173', 'count: many').replace('2018-10', '2018-21')
    const items = wrong({ 'b.yaml': many, 'a.yaml': '' }).split('\n')
    expect(items.map((line) => line.split(': ')[0])).toEqual([
      'seed/a.yaml:1:1',
      'seed/b.yaml:13:90',
      'seed/b.yaml:15:62',
    ])
  })

  it('shows fifty and counts the rest', () => {
    const bad = Array.from({ length: 60 }, (_, i) => `  - { id: p-${i}, at: 1, nam: x, name: X }`)
    const items = wrong({ 'a.yaml': `${SOURCE}people:\n${bad.join('\n')}\n` }).split('\n')
    expect(items).toHaveLength(51)
    expect(items.at(-1)).toBe('… and 10 more')
  })

  it('that fails leaves an existing database as it was, and no file beside it', () => {
    const folder = folderOf({ 'a.yaml': GOOD })
    const target = folderOf({})
    const database = join(target, 'facts.db')
    buildDatabase(database, { folder, resourceTypes, migrations })
    const before = readFileSync(database)
    writeFileSync(join(folder, 'a.yaml'), 'no account')
    expect(() => buildDatabase(database, { folder, resourceTypes, migrations })).toThrow(SeedError)
    expect(readFileSync(database).equals(before)).toBe(true)
    expect(folderContents(target)).toEqual(['facts.db'])
  })
})

function folderContents(folder: string): string[] {
  return readdirSync(folder).sort()
}
