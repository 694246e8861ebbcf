import { describe, expect, it } from 'vitest'
import { loadFolder, temporaryFolder } from '../../support/app.ts'
import { seedErrors, VALID } from '../../support/broken-seed.ts'

/** Derived sources, which rest on other sources. */

const document = (id: string, kind: string, published: string, read = '') => `---
source: { id: ${id}, title: A page, kind: ${kind}, published: ${published}, published_basis: stated${read} }
about: iom
organizations: [{ id: iom, at: 1, website: "https://example.org/${id}" }]
`

const ours = (id: string, kind: string, restsOn: string, more = '') => `---
source: { id: ${id}, title: Ours, kind: ${kind}, rests_on: ${restsOn}${more} }
about: iom
names: [{ id: iom-name, at: arithmetic, acronym: IOM }]
`

const DOCUMENTS = [
  document('act', 'primary', '2010-03'),
  document('statement', 'government', '2001/2004'),
  document('page', 'press', '2012/..', ', read: 2026-11-22'),
].join('')

/** The rank of a source, and the days from which its claims count. */
function rankOf(seed: string, id: string): unknown {
  const { db } = loadFolder(temporaryFolder({ 'a.yaml': VALID + DOCUMENTS + seed }))
  return db
    .prepare(`
      SELECT known_from, authority, earliest, published,
             (SELECT group_concat(DISTINCT known_from) FROM claims WHERE source = sources.id) AS claims
        FROM sources
       WHERE id = ?`)
    .get(id)
}

describe('a source that rests on others', () => {
  it('is known from the latest of their days, has the lowest authority, and no date', () => {
    expect(rankOf(ours('ours', 'government', '[act, statement]'), 'ours')).toEqual({
      known_from: '2010-03-31',
      authority: 2,
      earliest: '2010-03-01',
      published: null,
      claims: '2010-03-31',
    })
  })

  it('is known from the day of reading of one that has no last day', () => {
    expect(rankOf(ours('ours', 'press', '[act, page]'), 'ours')).toMatchObject({
      known_from: '2026-11-22',
      authority: 4,
      earliest: '2012-01-01',
    })
  })

  it.each(['sum-b', 'sum-a'])('may rest on another one, whichever is read first: %s', (base) => {
    const other = base === 'sum-a' ? 'sum-b' : 'sum-a'
    const seed =
      ours('sum-a', 'government', base === 'sum-b' ? '[sum-b]' : '[act, statement]') +
      ours('sum-b', 'government', base === 'sum-a' ? '[sum-a]' : '[act, statement]')
    expect(rankOf(seed, other)).toMatchObject({ known_from: '2010-03-31', authority: 2 })
  })

  it('may name a single source without a list', () => {
    expect(rankOf(ours('ours', 'primary', 'act'), 'ours')).toMatchObject({ authority: 0 })
  })
})

describe('a build reports of a source that rests on others', () => {
  it.each([
    [
      'another authority than the lowest',
      ours('ours', 'official', '[act, statement]'),
      'source › ours › kind: invalid value "official"; expected government, the lowest authority of the sources that it rests on',
    ],
    [
      'one that does not exist',
      ours('ours', 'primary', '[acts]'),
      'source › ours › rests_on: there is no source acts; did you mean act?',
    ],
    [
      'one that resembles no other',
      ours('ours', 'primary', '[something-else]'),
      'source › ours › rests_on: there is no source something-else; use the id of a source in a seed file',
    ],
    [
      'no source',
      ours('ours', 'primary', '[]'),
      'source › ours › rests_on: no value; name the sources that it uses',
    ],
    [
      'an invalid id',
      ours('ours', 'primary', '[The Act]'),
      'source › ours › rests_on: invalid value "The Act"; expected an id: lower-case letters, digits and single hyphens',
    ],
    [
      'itself',
      ours('ours', 'primary', '[ours]'),
      'source › ours › rests_on: ours rests on ours: a circle; remove one',
    ],
    [
      'a circle, once',
      ours('ours', 'primary', '[act, other]') + ours('other', 'primary', '[ours]'),
      'source › ours › rests_on: ours rests on other rests on ours: a circle; remove one',
    ],
    [
      'one that rests on a source that does not exist, once',
      ours('other', 'primary', '[ours]') + ours('ours', 'press', '[acts]'),
      'source › ours › rests_on: there is no source acts; did you mean act?',
    ],
    [
      'a day of reading',
      ours('ours', 'primary', '[act]', ', read: 2020-01-01'),
      'source › ours › read: not allowed beside `rests_on`; the date follows from those sources',
    ],
  ])('%s', (_, seed, expected) => {
    const errors = seedErrors({ 'a.yaml': VALID + DOCUMENTS, 'b.yaml': seed.slice(4) })
    expect(errors).toMatch(/^seed\/b\.yaml:\d+:\d+: .*$/)
    expect(errors).toContain(expected)
  })

  it('a date of its own', () => {
    const dated = ours('ours', 'primary', '[act]', ', published: 2020, published_basis: stated')
    expect(seedErrors({ 'a.yaml': VALID + DOCUMENTS + dated }).split('\n')).toEqual([
      expect.stringContaining('source › ours › published: not allowed beside `rests_on`'),
      expect.stringContaining('source › ours › published_basis: not allowed beside `rests_on`'),
    ])
  })

  it('the word `published` as a date, because it has none', () => {
    const seed = ours('ours', 'primary', '[act]').replace('acronym: IOM', 'start: published')
    expect(seedErrors({ 'a.yaml': VALID + DOCUMENTS + seed })).toContain(
      'names › iom-name › start: the source has no date of its own; state the date',
    )
  })

  it('nothing, when the source that it rests on has an error itself', () => {
    const broken = DOCUMENTS.replace('kind: primary', 'kind: primry')
    const errors = seedErrors({ 'a.yaml': VALID + broken + ours('ours', 'primary', '[act]') })
    expect(errors.split('\n')).toEqual([
      expect.stringContaining('source › act › kind: invalid value'),
    ])
  })
})
