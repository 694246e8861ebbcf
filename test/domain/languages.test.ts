import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLanguageTag } from '../../src/domain/languages.ts'

describe('isLanguageTag', () => {
  it.each(['en', 'fr', 'ar', 'cs', 'tpi'])('accepts the language %s', (tag) => {
    expect(isLanguageTag(tag)).toBe(true)
  })

  it.each(['mul', 'und', 'zxx'])('accepts %s, which stands for no single language', (tag) => {
    expect(isLanguageTag(tag)).toBe(true)
  })

  it.each(['zh-Hant', 'sr-Latn', 'pt-BR', 'es-419', 'de-1996', 'ca-valencia'])(
    'accepts %s, with a script, region or variant',
    (tag) => {
      expect(isLanguageTag(tag)).toBe(true)
    },
  )

  it.each(['xx', 'english', 'en-XX', 'en-Xxxx', 'en-foobar'])(
    'rejects %s, because a part of it does not exist',
    (tag) => {
      expect(isLanguageTag(tag)).toBe(false)
    },
  )

  it.each([
    ['EN', 'en'],
    ['zh-hant', 'zh-Hant'],
    ['pt_BR', 'pt-BR'],
    ['iw', 'he'],
    ['eng', 'en'],
    ['en-UK', 'en-GB'],
  ])('rejects %s, because %s is canonical', (tag, canonical) => {
    expect(isLanguageTag(tag)).toBe(false)
    expect(isLanguageTag(canonical)).toBe(true)
  })

  it.each(['', 'de-1996-1996', 'en-u-ca-gregory', 'x-private', 'i-klingon', 'en '])(
    'rejects %j, which is malformed, or has an extension',
    (tag) => {
      expect(isLanguageTag(tag)).toBe(false)
    },
  )

  it('returns a boolean for any text', () => {
    const texts = fc.oneof(fc.string(), fc.stringMatching(/^[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/))
    fc.assert(
      fc.property(texts, (text) => {
        expect(isLanguageTag(text)).toBeTypeOf('boolean')
      }),
    )
  })
})
