import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { buildDatabase, buildIfChanged } from '../../src/ingest/build.ts'
import { SeedError } from '../../src/ingest/diagnostics.ts'
import { buildFingerprint } from '../../src/ingest/fingerprint.ts'
import { migrations, temporaryFolder } from '../support/app.ts'
import { VALID } from '../support/broken-seed.ts'

/** A seed folder, and the path of a database that does not exist. */
function setUp() {
  const folder = temporaryFolder({ 'a.yaml': VALID })
  const target = temporaryFolder({})
  const database = join(target, 'facts.db')
  return { folder, target, database, options: { folder, resourceTypes, migrations } }
}

const replaceIn = (file: string, from: string, to: string) =>
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to))

describe('buildDatabase', () => {
  it('refuses to replace a file that is not an orgfacts database', () => {
    const { options } = setUp()
    const file = join(temporaryFolder({ 'precious.txt': 'mine' }), 'precious.txt')
    expect(() => buildDatabase(file, options)).toThrow('is not an orgfacts database')
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })

  it('leaves an existing database unchanged and no other file when the seed files have errors', () => {
    const { folder, target, database, options } = setUp()
    buildDatabase(database, options)
    const before = readFileSync(database)
    writeFileSync(join(folder, 'a.yaml'), 'a letter')
    expect(() => buildDatabase(database, options)).toThrow(SeedError)
    expect(readFileSync(database).equals(before)).toBe(true)
    expect(readdirSync(target)).toEqual(['facts.db'])
  })
})

describe('buildIfChanged', () => {
  it('builds when there is no database, and then only after a seed file changed', () => {
    const { folder, database, options } = setUp()
    const first = buildIfChanged(database, options)
    expect(first?.claims).toBeGreaterThan(0)
    expect(buildIfChanged(database, options)).toBeNull()
    replaceIn(join(folder, 'a.yaml'), 'count: 173', 'count: 174')
    const second = buildIfChanged(database, options)
    expect(second?.release).not.toBe(first?.release)
    expect(buildIfChanged(database, options)).toBeNull()
  })

  it('builds when the schema changed', () => {
    const { database, options } = setUp()
    buildIfChanged(database, options)
    const changed = { ...options, migrations: [...migrations, '-- changed'] }
    expect(buildIfChanged(database, changed)).not.toBeNull()
  })

  it.each([
    ['its end is missing', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['a value has changed', (bytes: Buffer) => changeByte(bytes, 'Ada Lovelace')],
    ['a page is overwritten', (bytes: Buffer) => Buffer.from(bytes).fill(0xff, 8192, 12_288)],
  ])('builds when the database is damaged: %s', (_, damage) => {
    const { database, options } = setUp()
    const built = buildIfChanged(database, options)
    overwrite(database, damage(readFileSync(database)))
    expect(buildIfChanged(database, options)?.release).toBe(built?.release)
    expect(buildIfChanged(database, options)).toBeNull()
  })

  it('builds the same release when only the name of a seed file changed', () => {
    const { folder, database, options } = setUp()
    const built = buildIfChanged(database, options)
    renameSync(join(folder, 'a.yaml'), join(folder, 'b.yaml'))
    expect(buildIfChanged(database, options)?.release).toBe(built?.release)
  })

  it('refuses to replace a file that is not an orgfacts database', () => {
    const { options } = setUp()
    const file = join(temporaryFolder({ 'precious.txt': 'mine' }), 'precious.txt')
    expect(() => buildIfChanged(file, options)).toThrow('is not an orgfacts database')
  })
})

describe('the fingerprint of a build', () => {
  it('stays the same when nothing changes', () => {
    const { folder } = setUp()
    expect(buildFingerprint(folder, migrations)).toMatch(/^[0-9a-f]{64}$/)
    expect(buildFingerprint(folder, migrations)).toBe(buildFingerprint(folder, migrations))
  })

  it.each([
    ['a seed file changes', (file: string) => replaceIn(file, 'count: 173', 'count: 174')],
    ['the name of a seed file changes', (file: string) => renameSync(file, `${file}.yaml`)],
    ['a seed file is added', (file: string) => writeFileSync(`${file}.yaml`, '')],
  ])('changes when %s', (_, change) => {
    const { folder } = setUp()
    const before = buildFingerprint(folder, migrations)
    change(join(folder, 'a.yaml'))
    expect(buildFingerprint(folder, migrations)).not.toBe(before)
  })

  it('changes when text moves from one seed file to another', () => {
    const one = temporaryFolder({ 'a.yaml': 'x: 1\n', 'b.yaml': 'y: 1\n' })
    const other = temporaryFolder({ 'a.yaml': '', 'b.yaml': 'x: 1\ny: 1\n' })
    expect(buildFingerprint(one, migrations)).not.toBe(buildFingerprint(other, migrations))
  })

  it('changes when a migration changes', () => {
    const { folder } = setUp()
    const changed = migrations.map((sql) => sql.replace('-- A document.', '-- One document.'))
    expect(buildFingerprint(folder, changed)).not.toBe(buildFingerprint(folder, migrations))
  })
})

/** Changes one letter of a text in the database. */
function changeByte(bytes: Buffer, text: string): Buffer {
  const changed = Buffer.from(bytes)
  changed.write('X', changed.indexOf(text))
  return changed
}

/** Keeps the inode, as damage does. */
function overwrite(file: string, bytes: Buffer): void {
  const descriptor = openSync(file, 'w')
  writeSync(descriptor, bytes)
  closeSync(descriptor)
}
