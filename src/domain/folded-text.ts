/** Letters that Unicode does not decompose, and the final sigma. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
}

const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g')

/**
 * For comparisons: text without its case, its diacritics and the difference between compatible characters (NFKC).
 * Only Latin, Greek and Cyrillic letters lose their marks: in other scripts the marks are vowels.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(LETTER, (letter) => LETTERS[letter] ?? '')
}
