import { describe, expect, it } from 'vitest'
import { seedErrors, VALID } from '../../support/broken-seed.ts'

const errorsAfter = (from: string, to: string) => seedErrors({ 'a.yaml': VALID.replace(from, to) })
const errorsOf = (codes: string) =>
  seedErrors({ 'a.yaml': VALID, 'codes.yaml': `codes:\n  ${codes}\n` })

describe('a build reports an undeclared code', () => {
  it('with the likely one', () => {
    expect(errorsAfter('rank: head', 'rank: haed')).toBe(
      'seed/a.yaml:22:34: posts › iom-head › rank: undeclared code "haed"; declare it under post_ranks in codes.yaml, or correct it; did you mean head?',
    )
  })

  it('with all declared ones, when none resembles it', () => {
    expect(errorsAfter('rank: head', 'rank: minister')).toBe(
      'seed/a.yaml:22:34: posts › iom-head › rank: undeclared code "minister"; declare it under post_ranks in codes.yaml, or correct it; expected one of head',
    )
  })

  it('of a vocabulary without codes', () => {
    expect(errorsAfter('founded: 1951', 'kind: university')).toBe(
      'seed/a.yaml:14:29: organizations › iom › kind: undeclared code "university"; declare it under organization_kinds in codes.yaml, or correct it',
    )
  })

  it('of a claim that was set aside, too', () => {
    const setAside = '{ id: iom, at: 9, kind: university, set_aside: another organization }'
    expect(errorsAfter('organizations:', `organizations:\n  - ${setAside}`)).toContain(
      'seed/a.yaml:14:29: organizations › iom › kind: undeclared code "university"',
    )
  })

  it('at the column in a line of NDJSON', () => {
    const line =
      '{"source":{"id":"s","title":"T","kind":"press","published":"2020","published_basis":"stated"},"organizations":[{"id":"un","at":1,"kind":"state"}]}\n'
    expect(seedErrors({ 'a.yaml': VALID, 'b.ndjson': line })).toContain(
      'seed/b.ndjson:1:137: organizations › un › kind: undeclared code "state"',
    )
  })
})

describe('a build reports, in the declaration of codes,', () => {
  it.each([
    [
      'a text instead of vocabularies',
      'post_ranks',
      'seed/codes.yaml:2:3: codes: invalid value "post_ranks"; expected vocabularies, each with a list of codes',
    ],
    [
      'an unknown vocabulary',
      'post_rank: []',
      'seed/codes.yaml:2:3: codes: unknown vocabulary; expected organization_kinds, end_reasons,',
    ],
    ['a misspelled vocabulary', 'post_rank: []', '; did you mean post_ranks?'],
    [
      'a vocabulary that is no list',
      'post_ranks: deputy',
      'seed/codes.yaml:2:15: post_ranks: invalid value "deputy"; expected a list',
    ],
    [
      'a code that is no mapping',
      'post_ranks: [deputy]',
      'seed/codes.yaml:2:16: post_ranks: invalid value "deputy"; expected code, label, definition',
    ],
    [
      'a code that is not in snake_case',
      'post_ranks: [{ code: Deputy-Head, label: Deputy }]',
      'seed/codes.yaml:2:24: post_ranks › code: invalid value "Deputy-Head"; expected a code in lower-case letters, digits and underscores',
    ],
    [
      'a code without a label',
      'post_ranks: [{ code: deputy }]',
      'seed/codes.yaml:2:16: post_ranks › label: missing; every entry has one',
    ],
    [
      'a misspelled field',
      'post_ranks: [{ code: deputy, label: Deputy, definitoin: D }]',
      'seed/codes.yaml:2:47: post_ranks › definitoin: unknown field; expected code, label, definition; did you mean definition?',
    ],
    [
      'an attribute of another vocabulary',
      'post_ranks: [{ code: deputy, label: Deputy, nature: stock }]',
      'seed/codes.yaml:2:47: post_ranks › nature: unknown field; expected code, label, definition',
    ],
    [
      'a measure without a nature',
      'measures: [{ code: staff, label: Staff, unit_kind: currency }]',
      'seed/codes.yaml:2:14: measures › nature: missing; every entry has one',
    ],
    [
      'a measure without a kind of unit',
      'measures: [{ code: staff, label: Staff, nature: stock }]',
      'seed/codes.yaml:2:14: measures › unit_kind: missing; every entry has one',
    ],
    [
      'another nature than stock and flow',
      'measures: [{ code: staff, label: Staff, nature: stok, unit_kind: currency }]',
      'seed/codes.yaml:2:51: measures › nature: invalid value "stok"; expected stock, flow; did you mean stock?',
    ],
    [
      'a kind of unit that is not declared',
      'measures: [{ code: staff, label: Staff, nature: stock, unit_kind: persons }]',
      'seed/codes.yaml:2:69: measures › staff › unit_kind: undeclared code "persons"; declare it under units in codes.yaml, or correct it',
    ],
    [
      'a counted role that is not declared',
      'count_categories: [{ code: all, label: All, counts_roles: [member] }]',
      'seed/codes.yaml:2:61: count_categories › all › counts_roles: undeclared code "member"; declare it under member_roles in codes.yaml, or correct it',
    ],
    [
      'an inverse that is not declared',
      'relation_kinds: [{ code: parent, label: Parent, inverse: subsidary }]',
      'seed/codes.yaml:2:60: relation_kinds › parent › inverse: undeclared code "subsidary"; declare it under relation_kinds in codes.yaml, or correct it; expected one of parent',
    ],
    [
      'a pattern that is no regular expression',
      'identifier_schemes: [{ code: ror, label: ROR, pattern: "(" }]',
      'seed/codes.yaml:2:58: identifier_schemes › ror › pattern: invalid value "("; expected a regular expression',
    ],
    [
      'a template without a place for the identifier',
      'identifier_schemes: [{ code: ror, label: ROR, url_template: "https://ror.org/" }]',
      'seed/codes.yaml:2:63: identifier_schemes › ror › url_template: invalid value "https://ror.org/"; expected a URL with {value}',
    ],
    [
      'a code that is declared twice',
      'post_ranks: [{ code: head, label: Head }]',
      'seed/codes.yaml:2:24: post_ranks › head: is declared twice; remove one',
    ],
  ])('%s', (_, codes, expected) => {
    expect(errorsOf(codes)).toContain(expected)
  })

  it('a section of a source in the same document', () => {
    const both = `codes: {}\npeople: []\n`
    expect(seedErrors({ 'a.yaml': VALID, 'codes.yaml': both })).toBe(
      'seed/codes.yaml:2:1: people: unknown field; expected codes, completeness',
    )
  })
})

describe('a build accepts codes', () => {
  it('in several files, after the sources that use them', () => {
    const [codes = '', rest = ''] = VALID.split('---\n')
    expect(seedErrors({ 'a.yaml': rest, 'z.yaml': codes })).toBe('')
  })

  it('with a currency as the unit of a measure, without declaring it', () => {
    const figures = `---
codes: { measures: [{ code: budget, label: Budget, nature: stock, unit_kind: currency }] }
---
source: { id: s, title: T, kind: press, published: 2020, published_basis: stated }
figures: [{ id: f, at: 1, organization: iom, measure: budget, value: 5, unit: CHF, date: 2020 }]
`
    expect(seedErrors({ 'a.yaml': VALID + figures })).toBe('')
  })
})
