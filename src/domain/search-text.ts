import { countriesNamed } from './countries.ts'
import { foldText } from './folded-text.ts'

/** How texts are searched: folded, and with spaces between the letters of scripts that have none. */

/** Letters of scripts without spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu

/** Characters inside words that readers do not see: soft hyphens, joiners, marks of direction. */
const INVISIBLE = /[\p{Cf}]/gu

/** The words of a text. A mark that belongs to a letter is a part of the word. */
const WORD = /[\p{L}\p{N}\p{M}\p{Cf}]+/gu

export function wordsOf(text: string): string[] {
  return text.normalize('NFC').match(WORD) ?? []
}

export function replaceWords(text: string, replace: (word: string) => string): string {
  return text.replaceAll(WORD, replace)
}

/** A word as it is compared. */
export function foldWord(word: string): string {
  return foldText(word.replaceAll(INVISIBLE, ''))
}

/** A text as it is stored in the index. */
export function searchableText(text: string): string {
  return foldText(text.replaceAll(INVISIBLE, ''))
    .replaceAll(UNSPACED, ' $& ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** Whether a word can be found inside another one. */
export function isUnspaced(word: string): boolean {
  return word.search(UNSPACED) !== -1
}

/** The word that stands in the index for a country, because it has names in many languages. */
export function countryWord(code: string): string {
  return `country${code.toLowerCase()}x`
}

/** The words of the countries that a text names; none if it names no country. */
export function countryWords(text: string): string[] {
  return countriesNamed(text).map(countryWord)
}
