import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldText } from '../../src/domain/folded-text.ts'

describe('foldText', () => {
  it.each([
    ['case', 'CÔTE', 'cote'],
    ['diacritics', 'Türkiye', 'turkiye'],
    ['a diacritic that is a character of its own', 'Cote\u0302', 'cote'],
    ['the dot of the Turkish İ, and its lack in ı', 'İIı', 'iii'],
    [
      'letters that have no decomposition',
      'Łódź Færøerne Straße Þórður',
      'lodz faeroerne strasse thordur',
    ],
    ['the final sigma', 'ΚΎΠΡΟΣ Κύπρος', 'κυπροσ κυπροσ'],
    ['compatible characters', 'ＵＳＡ ﬁ', 'usa fi'],
  ])('removes %s', (_, text, folded) => {
    expect(foldText(text)).toBe(folded)
  })

  it.each(['한국', 'भारत', 'ガーナ', 'ประเทศไทย'])(
    'leaves %s unchanged, where marks are vowels or sounds',
    (text) => {
      expect(foldText(text)).toBe(text.normalize('NFC'))
    },
  )

  it('changes no text that it has folded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text))
      }),
    )
  })
})
