import { foldWord, isUnspaced, replaceWords, wordsOf } from '../../domain/search-text.ts'

/** Private-use characters that mark a matching word. No document uses them. */
export const [MARK_START, MARK_END] = ['\ue000', '\ue001']

/**
 * Returns the function that marks the search terms in a text: whole words, compared folded; the last term is also a
 * prefix. In scripts without spaces, it marks terms inside of words. If no word is a term, the name of a country in
 * another language matched, and nothing is marked.
 */
export function highlighter(q: unknown): (value: string) => string {
  const terms = wordsOf(String(q)).map(foldWord)
  const prefix = terms.at(-1) ?? ''
  const isTerm = (word: string) => terms.includes(word) || word.startsWith(prefix)
  const mark = (word: string) => `${MARK_START}${word}${MARK_END}`
  const markInside = (word: string) => {
    const term = terms.find((one) => isUnspaced(one) && word.includes(one))
    return term === undefined ? word : word.replaceAll(term, mark)
  }
  return (value) =>
    replaceWords(value, (word) => (isTerm(foldWord(word)) ? mark(word) : markInside(word)))
}
