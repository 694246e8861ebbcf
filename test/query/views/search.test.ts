import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countList } from '../../../src/query/count.ts'
import { InvalidFilterError } from '../../../src/query/errors.ts'
import { selectPage } from '../../../src/query/list-query.ts'
import type { Release } from '../../../src/query/release.ts'
import {
  MARK_END,
  MARK_START,
  searchList,
  selectHighlights,
  selectLabels,
} from '../../../src/query/views/search.ts'
import {
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

describe('selectHighlights', () => {
  it('marks the terms in the value of each hit', () => {
    const highlights = selectHighlights(fixtureRelease, 'vitrino', search('vitrino'))
    expect([...highlights.values()]).toEqual([`António ${MARK_START}Vitrino${MARK_END}`])
  })

  it('marks something in every hit', () => {
    const hits = search('council')
    const highlights = selectHighlights(fixtureRelease, 'council', hits)
    for (const { seq = null } of hits) expect(highlights.get(seq)).toContain(MARK_START)
  })
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
