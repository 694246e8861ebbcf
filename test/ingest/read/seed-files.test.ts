import { describe, expect, it } from 'vitest'
import { seedErrors, VALID } from '../../support/broken-seed.ts'

describe('a build reports', () => {
  it('a folder without seed files', () => {
    expect(seedErrors({})).toContain('no seed files in this folder')
  })

  it.each([
    ['empty', ''],
    ['blank', ' \n\n'],
    ['only a comment', '# nothing yet\n'],
  ])('a YAML file that is %s', (_, text) => {
    expect(seedErrors({ 'a.yaml': text })).toBe(
      'seed/a.yaml:1:1: no source in this file; add one, or remove the file',
    )
  })

  it('an empty NDJSON file', () => {
    expect(seedErrors({ 'a.ndjson': '' })).toBe(
      'seed/a.ndjson:1:1: no source in this file; add one, or remove the file',
    )
  })

  it('an empty document in a YAML stream', () => {
    expect(seedErrors({ 'a.yaml': `${VALID}---\n` })).toContain(
      'seed/a.yaml:27:1: empty document; remove it',
    )
  })

  it('a document that is not a mapping', () => {
    expect(seedErrors({ 'a.yaml': 'a letter' })).toBe(
      'seed/a.yaml:1:1: invalid value "a letter"; expected `source:` and its sections',
    )
  })

  it('the first character that is not UTF-8, also when others before it are not ASCII', () => {
    const bytes = Buffer.from(VALID.replace('Lovelace }', 'Lovel\u00e4ce }'), 'latin1')
    expect(seedErrors({ 'a.yaml': bytes })).toBe(
      'seed/a.yaml:20:47: not UTF-8; save the file as UTF-8',
    )
    const line = Buffer.concat([Buffer.from('{"é€":"'), Buffer.from([0xff]), Buffer.from('"}\n')])
    expect(seedErrors({ 'a.ndjson': line })).toBe(
      'seed/a.ndjson:1:8: not UTF-8; save the file as UTF-8',
    )
  })

  it('a line of NDJSON that is not JSON', () => {
    expect(seedErrors({ 'a.ndjson': '{\n' })).toBe(
      'seed/a.ndjson:1:1: not JSON; write one object a line',
    )
  })

  it('a file with another extension', () => {
    expect(seedErrors({ 'a.yaml': VALID, 'b.json': '{}' })).toContain(
      'seed/b.json:1:1: not a seed file (.yaml or .ndjson); move it elsewhere',
    )
  })

  it('aliases that would expand to a gigabyte, without expanding them', () => {
    const bomb = [
      'a: &a [x, x]',
      ...'bcdefghij'
        .split('')
        .map((name, i) => `${name}: &${name} [*${'abcdefghij'[i]}, *${'abcdefghij'[i]}]`),
    ]
    expect(seedErrors({ 'a.yaml': bomb.join('\n') })).toContain('aliases are not supported')
  })

  it('nesting that exhausts the stack of the parser', () => {
    expect(seedErrors({ 'a.yaml': '['.repeat(100_000) })).toMatch(/nested too deeply|invalid YAML/)
  })
})

it('a build ignores READMEs and hidden files', () => {
  expect(seedErrors({ 'a.yaml': VALID, 'README.md': '# Seed', '.hidden': 'x' })).toBe('')
})
