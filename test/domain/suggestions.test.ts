import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { didYouMean, similarWords } from '../../src/domain/suggestions.ts'

describe('didYouMean', () => {
  it.each([
    ['IOM', ['icem', 'icm', 'iom'], 'iom'],
    ['organisations', ['names', 'organizations', 'relations'], 'organizations'],
    ['antonio-vitorin', ['amy-pope', 'antonio-vitorino'], 'antonio-vitorino'],
    ['director-general', ['director', 'director_general'], 'director_general'],
    ['Director_General', ['director', 'director-general'], 'director-general'],
    ['limits', ['limit', 'list'], 'limit'],
    ['/v1/member', ['/v1/members', '/v1/member_counts'], '/v1/members'],
    ['known', ['known_at', 'sort'], undefined],
    ['zzz', ['limit', 'sort'], undefined],
    ['x', [], undefined],
    ['', ['a', 'iom'], undefined],
  ])('returns for %j of %j the candidate %j', (word, candidates, expected) => {
    expect(didYouMean(word, candidates)).toBe(expected)
  })

  it.each([
    ['ab', 'ax', 'axy'],
    ['abcd', 'abxy', 'axyz'],
    ['abcdefghijklmnop', 'abcdefghijkl', 'abcdefghijk'],
  ])(
    'allows one edit in three letters, at most four: for %j it returns %j and not %j',
    (word, near, far) => {
      expect(didYouMean(word, [near])).toBe(near)
      expect(didYouMean(word, [far])).toBeUndefined()
    },
  )
})

describe('similarWords', () => {
  it('returns at most three candidates, most similar first', () => {
    const candidates = ['abcdxyz', 'abcdefz', 'abcdefg', 'abcdeyz', 'abcdefx']
    expect(similarWords('abcdefg', candidates)).toEqual(['abcdefg', 'abcdefz', 'abcdefx'])
  })

  it('returns as many candidates as requested', () => {
    expect(similarWords('iom', ['iom', 'icm', 'iam'], 1)).toEqual(['iom'])
    expect(similarWords('iom', ['iom', 'icm', 'iam'], 2)).toEqual(['iom', 'icm'])
  })

  it('returns nothing for a word of more than 100 characters', () => {
    const word = 'a'.repeat(100)
    expect(similarWords(word, [word])).toEqual([word])
    expect(similarWords(`${word}a`, [word])).toEqual([])
  })

  it('returns the word itself first if it is a candidate, whatever its case', () => {
    const words = fc.stringMatching(/^[a-z_-]{1,12}$/)
    fc.assert(
      fc.property(words, fc.array(words), (word, others) => {
        const [first = ''] = similarWords(word.toUpperCase(), [...others, word])
        expect(first.replaceAll('_', '-')).toBe(word.replaceAll('_', '-'))
      }),
    )
  })
})
