import leven from 'leven'

/** Longer words get no suggestion: the cost of a comparison grows with the square of the length. */
const MAX_LENGTH = 100

/**
 * The only "did you mean" of the project. Returns the candidates that resemble a misspelled word, most
 * similar first. Case and the difference between `_` and `-` do not count; one edit in three letters
 * is allowed, but at most four.
 */
export function similarWords(word: string, candidates: Iterable<string>, count = 3): string[] {
  if (word === '' || word.length > MAX_LENGTH) return []
  const wanted = fold(word)
  const maxDistance = Math.min(4, Math.ceil(word.length / 3))
  const similar: { candidate: string; distance: number }[] = []
  for (const candidate of candidates) {
    const distance = leven(wanted, fold(candidate), { maxDistance: maxDistance + 1 })
    if (distance <= maxDistance) similar.push({ candidate, distance })
  }
  return similar
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ candidate }) => candidate)
}

/** Returns the candidate that resembles a misspelled word most, or undefined if none does. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  return similarWords(word, candidates, 1)[0]
}

function fold(word: string): string {
  return word.toLowerCase().replaceAll('_', '-')
}
