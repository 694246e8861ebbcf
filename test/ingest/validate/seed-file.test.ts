import { describe, expect, it } from 'vitest'
import { OTHER_SOURCE, SOURCE, seedErrors, VALID } from '../../support/broken-seed.ts'

describe('a build reports, with the position,', () => {
  it('a section that is no list', () => {
    expect(seedErrors({ 'a.yaml': `${SOURCE}people: somebody\n` })).toContain(
      'seed/a.yaml:7:9: people: invalid value "somebody"; expected a list of entries',
    )
  })

  it('an entry that is no mapping', () => {
    expect(seedErrors({ 'a.yaml': `${SOURCE}people: [somebody]\n` })).toContain(
      'seed/a.yaml:7:10: people: invalid value "somebody"; expected an entry with an id, a place (`at`) and fields',
    )
  })

  it('a currency that is not in ISO 4217', () => {
    const funding = `funding:
  - { id: gift, at: 1, donor: D, kind: core, amount: 1, currency: DKR }
`
    expect(seedErrors({ 'a.yaml': VALID + funding })).toContain(
      'funding › gift › currency: invalid value "DKR"; expected an ISO 4217 code such as USD',
    )
  })

  it('a term that ends before it begins', () => {
    const ends = VALID.replace('start: 2018-10', 'start: 2018-10, end: 2017')
    expect(seedErrors({ 'a.yaml': ends })).toContain(
      'seed/a.yaml:24:96: leadership › iom-head-lovelace › end: "2017" is before the start "2018-10" (seed/a.yaml:24); set one of the two aside',
    )
  })

  it('a claim that is stated twice at one place', () => {
    const twice = `${VALID}bodies:
  - { id: council, at: 5, name: Council }
  - { id: council, at: 5, name: Council }
`
    expect(seedErrors({ 'a.yaml': twice })).toContain(
      'seed/a.yaml:29:33: bodies › council › name: states "Council" twice at line 5; remove one of them',
    )
  })

  it('two values of one field in one source', () => {
    const both = `${VALID}bodies:
  - { id: council, at: 5, name: Council }
  - { id: council, at: 6, name: Board }
`
    expect(seedErrors({ 'a.yaml': both })).toContain(
      'bodies › council › name: "Board" contradicts "Council" at line 5; a source states one value of a field: set all but one aside',
    )
  })

  it('two values of a key in two seed files', () => {
    const other = `${OTHER_SOURCE}leadership:
  - { id: iom-head-lovelace, at: 3, post: iom-deputy }
`
    expect(seedErrors({ 'a.yaml': VALID, 'b.yaml': other })).toContain(
      'seed/b.yaml:8:43: leadership › iom-head-lovelace › post: "iom-deputy" contradicts "iom-head" (seed/a.yaml:24); two values of a key are two records: give this one its own id',
    )
  })

  it('two wordings of our own words in two seed files', () => {
    const milestone = (title: string) =>
      `milestones:\n  - { id: m, at: 1, date: 1951, title: ${title} }\n`
    const other = `${OTHER_SOURCE}${milestone('Begins')}`
    expect(seedErrors({ 'a.yaml': VALID + milestone('Founded'), 'b.yaml': other })).toContain(
      'a text in our own words must be the same in every seed file',
    )
  })

  it('the likely id, when a record is incomplete', () => {
    const other = `${OTHER_SOURCE}leadership:
  - { id: iom-head-lovelance, at: 3, end: 2020 }
`
    expect(seedErrors({ 'a.yaml': VALID, 'b.yaml': other })).toContain(
      'did you mean iom-head-lovelace?',
    )
  })

  it('two sources with one id', () => {
    expect(seedErrors({ 'a.yaml': VALID, 'b.yaml': SOURCE })).toContain(
      'seed/b.yaml:2:3: source › mission-2020: another source has this id; choose another',
    )
  })

  it('an error in a line of NDJSON', () => {
    const line = `{"source":{"id":"s","title":"T","kind":"press","published":"2020","published_basis":"stated"},"people":[{"id":"p","at":1,"name":"P"}]}\n`
    expect(seedErrors({ 'a.ndjson': line })).toBe('')
    expect(seedErrors({ 'a.ndjson': `\n${line.replace('"name"', '"nane"')}` })).toContain(
      'seed/a.ndjson:2:122: people › p › nane: unknown field',
    )
    expect(seedErrors({ 'a.ndjson': line.replace('"P"', '["P"]') })).toContain(
      'seed/a.ndjson:1:129: people › p › name: invalid value ["P"]',
    )
    expect(seedErrors({ 'a.ndjson': line.replace('"at":1', '"at":1,"at":2') })).toContain(
      'seed/a.ndjson:1:122: duplicate key',
    )
  })
})

describe('the errors of a build', () => {
  it('are all reported at once, in the order of files and lines', () => {
    const many = VALID.replace('count: 173', 'count: many').replace('2018-10', '2018-21')
    const lines = seedErrors({ 'b.yaml': many, 'a.yaml': '' }).split('\n')
    expect(lines.map((line) => line.split(': ')[0])).toEqual([
      'seed/a.yaml:1:1',
      'seed/b.yaml:24:82',
      'seed/b.yaml:26:62',
    ])
  })

  it('are counted after the first fifty', () => {
    const people = Array.from(
      { length: 60 },
      (_, i) => `  - { id: p-${i}, at: 1, nam: x, name: X }`,
    )
    const lines = seedErrors({ 'a.yaml': `${SOURCE}people:\n${people.join('\n')}\n` }).split('\n')
    expect(lines).toHaveLength(51)
    expect(lines.at(-1)).toBe('… and 10 more')
  })
})
