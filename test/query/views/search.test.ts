import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countryWords, searchableText, wordsOf } from '../../../src/domain/search-text.ts'
import { countList } from '../../../src/query/count.ts'
import { InvalidFilterError } from '../../../src/query/errors.ts'
import { resolveFilters } from '../../../src/query/filter-validation.ts'
import { selectPage } from '../../../src/query/list-query.ts'
import type { Release } from '../../../src/query/release.ts'
import { searchList } from '../../../src/query/views/search.ts'
import { highlighter, MARK_END, MARK_START } from '../../../src/query/views/search-highlight.ts'
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
  const resolved = resolveFilters(release, searchList, { q, ...filters })
  return selectRows(release, searchList, { ...options, filters: resolved })
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

  it.each([
    ['ＩＯＭ', 'iom', 'compatible characters'],
    ['inter\u00adgovernmental committee', 'iom', 'a soft hyphen'],
    ['Vitorinno', 'antonio-vitorino', 'a typing error'],
    ['Antonio Vitorinno', 'antonio-vitorino', 'a typing error in one of several words'],
    ['示財', 'example-foundation', 'a part of a run of a script without spaces'],
    ['Belgique', 'fifa-member-be', 'a country in French'],
    ['Бельгия', 'fifa-member-be', 'a country in Russian'],
    ['Holland', 'fifa-member-nl', 'an informal name of a country'],
    ['director general', 'iom-director-general-swing', 'the title of a post'],
    ['swing', 'iom-director-general-swing', 'the name of a person'],
    ['staff', 'example-union-staff-1960', 'the label of a measure'],
  ])('has for q=%s %s: %s', (q, id) => {
    expect(idsOf(search(q))).toContain(id)
  })

  it.each([
    ['IOM', 'iom'],
    ['FIFA', 'fifa'],
    ['OUA', 'organization-of-african-unity'],
    ['African Union', 'african-union'],
    ['Union africaine', 'african-union'],
    ['António Vitorino', 'antonio-vitorino'],
    ['Belgien', 'fifa-member-be'],
  ])('has for the name %s first what has it: %s', (q, id) => {
    expect(search(q)[0]?.id).toBe(id)
  })

  it('has exact words before prefixes', () => {
    const release = releaseOf({
      'a.yaml': `source: { id: act, title: Act, kind: primary, published: 1960, published_basis: stated }
about: league
organizations: [{ id: league, at: 1, founded: 1951 }]
bodies:
  - { id: board-of-nigeria, at: 1, name: Board of Nigeria }
  - { id: board-of-niger, at: 1, name: Board of the Niger river and its many neighbours }
`,
    })
    expect(idsOf(search('niger', {}, release))).toEqual(['board-of-niger', 'board-of-nigeria'])
  })

  it('has with suggest only names, whose last word may be incomplete', () => {
    const suggested = (suggest: string) =>
      selectRows(fixtureRelease, searchList, {
        filters: resolveFilters(fixtureRelease, searchList, { q: suggest, suggest: true }),
      })
    expect(idsOf(suggested('vito'))).toEqual(['antonio-vitorino'])
    expect(idsOf(suggested('antonio vi'))).toEqual(['antonio-vitorino'])
    expect(idsOf(suggested('african un'))[0]).toBe('african-union')
    expect(suggested('marrakech').length).toBeLessThan(search('marrakech').length)
  })

  it('has only records with all terms in one value', () => {
    expect(idsOf(search('antonio marrakech'))).toEqual([])
    expect(idsOf(search('nosuchword'))).toEqual([])
  })

  it('has each record once, best match first', () => {
    const hits = search('council')
    expect(hits.length).toBeGreaterThan(3)
    expect(new Set(idsOf(hits)).size).toBe(hits.length)
    const scores = hits.map(({ score }) => Number(score))
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
  })

  it('has with a collection and an organization the hits that have it', () => {
    const hits = search('council')
    const committee = 'iom-standing-committee-on-programmes-and-finance'
    expect(idsOf(search('council', { collection: 'bodies' }))).toEqual(['iom-council', committee])
    expect(idsOf(search('council', { organization: 'iom', collection: 'bodies' }))).toEqual([
      'iom-council',
      committee,
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
    const hasWords = wordsOf(q).some((word) => searchableText(word) !== '')
    if (hasWords) expect(search(q)).toBeInstanceOf(Array)
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
      const filters = resolveFilters(release, searchList, { q })
      const request = listRequest(release, searchList, { filters, limit: 1 })
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

  it('marks in the text of each hit the words that matched', () => {
    const texts = fixtureDatabase
      .prepare<[], string>("SELECT DISTINCT text FROM search_texts WHERE kind = 'name'")
      .pluck()
      .all()
    for (const text of texts)
      for (const word of wordsOf(text)) {
        if (searchableText(word) === '') continue
        const [hit] = search(word)
        expect(hit, word).toBeDefined()
        const marked = inBrackets(highlighter(searchableText(word))(String(hit?.value)))
        // The name of a country in another language marks nothing.
        if (countryWords(word).length === 0) expect(marked, word).toContain('[')
      }
  }, 120_000)
})
