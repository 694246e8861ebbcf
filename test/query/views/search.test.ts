import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countList } from '../../../src/query/count.ts'
import { InvalidFilterError } from '../../../src/query/errors.ts'
import { selectPage } from '../../../src/query/list-query.ts'
import type { Release } from '../../../src/query/release.ts'
import {
  highlighter,
  MARK_END,
  MARK_START,
  searchList,
  selectLabels,
} from '../../../src/query/views/search.ts'
import {
  fixtureDatabase,
  fixtureRelease,
  idsOf,
  listOf,
  listRequest,
  releaseOf,
  selectRows,
} from '../fixture-release.ts'

interface Options {
  known_at?: string
  collection?: string
  organization?: string
}

function search(
  q: string,
  { known_at, ...filters }: Options = {},
  release: Release = fixtureRelease,
) {
  const options = known_at === undefined ? {} : { known_at }
  return selectRows(release, searchList, { ...options, filters: { q, ...filters } })
}

describe('the list of search hits', () => {
  it.each([
    ['Vitrino', 'antonio-vitorino'],
    ['antonio', 'antonio-vitorino'],
    ['VITORINO', 'antonio-vitorino'],
    ['vitor', 'antonio-vitorino'],
    ['nandu zizkova', 'example-person-accents'],
    ['icem', 'iom-name-icem'],
    ['Provisional movement migrants', 'iom-name-picmme'],
    ['marrakech', 'global-compact-for-migration'],
    ['A/RES/71/1', 'new-york-declaration'],
    ['diasporas', 'iom-focus-08'],
    ['on refugees', 'global-compact-on-refugees'],
    ['東', 'example-cjk-report'],
    ['مثال', 'example-person-rtl'],
  ])('has for q=%s %s', (q, id) => {
    expect(idsOf(search(q))).toContain(id)
  })

  it('has only records with all terms in one value', () => {
    expect(idsOf(search('antonio marrakech'))).toEqual([])
    expect(idsOf(search('nosuchword'))).toEqual([])
  })

  it('has each record once, best match first', () => {
    const hits = search('council')
    expect(hits.length).toBeGreaterThan(3)
    expect(new Set(idsOf(hits)).size).toBe(hits.length)
    // BM25 of SQLite: a lower number is a better match.
    const ranks = hits.map(({ rank }) => Number(rank))
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
  })

  it('has with a collection and an organization the hits that have it', () => {
    const hits = search('council')
    expect(idsOf(search('council', { collection: 'bodies' }))).toEqual(['iom-council'])
    expect(idsOf(search('council', { organization: 'iom', collection: 'bodies' }))).toEqual([
      'iom-council',
    ])
    for (const collection of new Set(hits.map((hit) => String(hit.collection))))
      expect(idsOf(search('council', { collection }))).toEqual(
        idsOf(hits.filter((hit) => hit.collection === collection)),
      )
    expect(idsOf(search('council', { organization: 'example-union' }))).toEqual([])
  })

  it('has only claims that were known', () => {
    expect(idsOf(search('vitorino', { known_at: '2016-01-01' }))).toEqual([])
    expect(idsOf(search('vitrino', { known_at: '2019-12-31' }))).toEqual([])
    expect(idsOf(search('vitrino', { known_at: '2020-05-31' }))).toEqual(['antonio-vitorino'])
  })

  it('has claims that were set aside, without a version if their record is not served', () => {
    const hit = search('united nations').find(({ id }) => id === 'iom-un-dependent')
    expect(hit).toMatchObject({ collection: 'relations', organization: null, known_from: null })
  })

  it('has for the name or title of any record that record', () => {
    for (const name of ['names', 'people', 'posts', 'publications', 'compacts'])
      for (const { id, name: text, title = text } of selectRows(fixtureRelease, listOf(name)))
        expect(idsOf(search(String(title))), String(title)).toContain(id)
  })

  it.each([
    '"',
    '""" OR',
    'NEAR(',
    'name: x',
    'a* b*',
    '-x',
    '^x',
    '(',
    "';--",
    '{a b} : c',
    'AND',
  ])('reads %j as plain terms, or rejects it', (q) => expectHitsOrRejection(q))

  it('reads any text as plain terms, or rejects it if it has neither letters nor digits', () => {
    const codePoints = fc.oneof(
      fc.nat(0xff),
      fc.nat(0xd7ff),
      fc.integer({ min: 0xe000, max: 0x10ffff }),
    )
    const texts = fc.array(codePoints, { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(texts, (points) => expectHitsOrRejection(String.fromCodePoint(...points))),
      { numRuns: 300 },
    )
  }, 60_000)

  function expectHitsOrRejection(q: string): void {
    if (/[\p{L}\p{N}\p{M}]/u.test(q.normalize('NFC'))) expect(search(q)).toBeInstanceOf(Array)
    else
      expect(() => search(q)).toThrow(
        new InvalidFilterError({
          parameter: 'q',
          value: q,
          message: 'has no letters or digits to search for',
        }),
      )
  }

  it('has the best 10,000 claims of common terms, and counts at least so many', () => {
    const bodies = Array.from({ length: 10_050 }, (_, index) => ({
      id: `body-${index}`,
      at: 'list',
      name: index === 10_049 ? 'Widget' : `Committee on a widget of kind ${index}`,
    }))
    const seedFile = {
      source: {
        id: 'list',
        title: 'A list',
        kind: 'official',
        published: '1960',
        published_basis: 'stated',
      },
      about: 'league',
      organizations: [{ id: 'league', at: 'list', founded: '1951' }],
      bodies,
    }
    const release = releaseOf({ 'all.ndjson': `${JSON.stringify(seedFile)}\n` })
    const count = (q: string) => {
      const request = listRequest(release, searchList, { filters: { q }, limit: 1 })
      const page = selectPage(release, searchList, request)
      return { ...countList(release, searchList, request, page), first: page.rows[0]?.id }
    }
    expect(count('widget')).toEqual({
      total: 10_000,
      total_qualifier: 'at_least',
      first: 'body-10049',
    })
    expect(count('committee kind 77')).not.toHaveProperty('total_qualifier')
  }, 60_000)
})

/** A text with its marked words in brackets. */
const inBrackets = (text: string) => text.replaceAll(MARK_START, '[').replaceAll(MARK_END, ']')

describe('highlighter', () => {
  it.each([
    ['a whole word', 'pact', 'A pact of 1951', 'A [pact] of 1951'],
    ['each occurrence', 'pact', 'pact, pact', '[pact], [pact]'],
    ['without accents', 'antonio', 'António Vitorino', '[António] Vitorino'],
    ['with accents', 'António', 'Antonio Vitorino', '[Antonio] Vitorino'],
    ['with accents as characters of their own', 'antonio', 'Anto\u0301nio', '[Anto\u0301nio]'],
    ['without case', 'ICEM', 'icem and Icem', '[icem] and [Icem]'],
    ['the last term as a prefix', 'vito', 'Vitorino', '[Vitorino]'],
    ['only the last term as a prefix', 'vito ant', 'António Vitorino', '[António] Vitorino'],
    ['several terms', 'vitorino antonio', 'António Vitorino', '[António] [Vitorino]'],
    ['the words between signs', 'A/RES/71/1', 'A/RES/71/1', '[A]/[RES]/[71]/[1]'],
    ['no part of a word', 'tor ino', 'Vitorino', 'Vitorino'],
    ['nothing', 'council', 'a pact', 'a pact'],
  ])('marks %s', (_, q, value, expected) => {
    expect(inBrackets(highlighter(q)(value))).toBe(expected)
  })

  /** What FTS5 marks in all texts that match, by the number of the claim. */
  const selectMarked = fixtureDatabase.prepare<[unknown], { value: string; marked: string }>(`
    SELECT value, highlight(search, 0, '${MARK_START}', '${MARK_END}') AS marked
      FROM search
     WHERE search MATCH ?`)

  function expectSameMarks(q: string): number {
    const rows = selectMarked.all(searchList.filters.q?.bind(q))
    const highlight = highlighter(q)
    for (const { value, marked } of rows)
      expect(inBrackets(highlight(String(value))), q).toBe(inBrackets(String(marked)))
    return rows.length
  }

  it('marks what highlight() of FTS5 marks, for each word of all texts, its start, and pairs of words', () => {
    const texts = fixtureDatabase
      .prepare<[], string>("SELECT DISTINCT value FROM claims WHERE typeof(value) = 'text'")
      .pluck()
      .all()
    const queries = new Set(
      texts.flatMap((text) => {
        const words = text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
        return words.flatMap((word, index) => [
          word,
          word.toUpperCase(),
          word.slice(0, 3),
          `${words[index + 1] ?? ''} ${word}`,
        ])
      }),
    )
    let hits = 0
    for (const q of queries) hits += expectSameMarks(q)
    expect(hits).toBeGreaterThan(10_000)
  }, 120_000)
})

describe('selectLabels', () => {
  it('returns the served name or title of each hit that has one', () => {
    const labels = selectLabels(fixtureRelease, [
      ...search('vitrino'),
      ...search('united nations'),
      ...search('例'),
    ])
    expect(labels.get('antonio-vitorino')).toBe('António Vitorino')
    expect(labels.get('example-person-cjk')).toBe('例 太郎')
    expect(labels.has('iom-un-dependent')).toBe(false)
    expect(labels.has('iom-un-system')).toBe(false)
  })
})
