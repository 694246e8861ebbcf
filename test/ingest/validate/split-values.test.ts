import { describe, expect, it } from 'vitest'
import { seedErrors, VALID } from '../../support/broken-seed.ts'

/** YAML splits a value at a comma inside `{ … }`: the rest becomes a key without a value. */

const errorsAfter = (from: string, to: string) => seedErrors({ 'a.yaml': VALID.replace(from, to) })

describe('a build reports a value that YAML split at a comma', () => {
  it.each([
    ['1,200', '26:64', 'write count: 1200 without separators'],
    ['5,000', '26:64', 'write count: 5000 without separators'],
    ['1,200,300', '26:64', 'write the number without separators'],
    ['5,000,400', '26:68', 'write the number without separators'],
  ])('when a number is written as %s', (written, position, remedy) => {
    expect(errorsAfter('count: 173', `count: ${written}`)).toBe(
      `seed/a.yaml:${position}: member_counts › iom-states › count: split at the comma; ${remedy}`,
    )
  })

  it('when an entry has several numbers: it may be any of them', () => {
    const compact = `compacts:
  - { id: c, at: 1, title: T, kind: compact, objectives: 23, votes_for: 1,200 }
`
    expect(seedErrors({ 'a.yaml': VALID + compact })).toContain(
      'split at the comma; write the number without separators',
    )
  })

  it.each([
    [
      'name: Ada Lovelace',
      'name: Lovelace, Ada',
      '20:48: people › ada-lovelace › name: split at the comma; quote the value: name: "Lovelace, Ada"',
    ],
    [
      'name: Ada Lovelace',
      'name: Lovelace, Ada, of London',
      '20:48: people › ada-lovelace › name: split at the comma; quote the value: name: "Lovelace, Ada, of London"',
    ],
    [
      'at: 3, name',
      'at: page 3, left, name',
      '20:37: people › ada-lovelace › at: split at the comma; quote the value: at: "page 3, left"',
    ],
  ])('when %s becomes %s', (from, to, expected) => {
    expect(errorsAfter(from, to)).toBe(`seed/a.yaml:${expected}`)
  })

  it('in our own words', () => {
    const milestones = 'milestones:\n  - { id: m, at: 1, date: 1951, title: Adopted, in full }\n'
    expect(seedErrors({ 'a.yaml': VALID + milestones })).toBe(
      'seed/a.yaml:28:49: milestones › m › title: split at the comma; quote the value: title: "Adopted, in full"',
    )
  })

  it('and no unknown field, unless that has a value', () => {
    expect(errorsAfter('name: Ada Lovelace', 'name: Lovelace, Ada: x')).toContain(
      'people › ada-lovelace › Ada: unknown field; expected id, at,',
    )
  })
})

describe('a build accepts a comma', () => {
  it.each([
    ['in quotes', 'name: "Lovelace, Ada"'],
    ['without a space after it', 'name: "1,200"'],
  ])('%s', (_, name) => {
    expect(errorsAfter('name: Ada Lovelace', name)).toBe('')
  })

  it('in an entry on lines of its own', () => {
    const lines = 'milestones:\n  - id: m\n    at: 1\n    date: 1951\n    title: Adopted, in full\n'
    expect(seedErrors({ 'a.yaml': VALID + lines })).toBe('')
  })
})
