import { LRUCache } from 'lru-cache'

/** Languages by their tags in BCP 47: a language, and where needed its script, region and variants. */

export const LANGUAGE_PATTERN =
  '^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*$'

const LANGUAGE_TAG = new RegExp(LANGUAGE_PATTERN)

/** The language is not known or not stated. It is valid, but has no name. */
const UNDETERMINED = 'und'

/**
 * Whether all parts of the tag exist and no other tag is preferred (`he` to `iw`). Languages exist if Unicode CLDR
 * names them: all of ISO 639-1, and about 450 more.
 */
export function isLanguageTag(text: string): boolean {
  if (text === UNDETERMINED || validTags.has(text)) return true
  const isValid =
    LANGUAGE_TAG.test(text) && canonicalTag(text) === text && languageName(text) !== undefined
  if (isValid) validTags.set(text, true)
  return isValid
}

/** Most requests have the same tag, and looking up its name is slow. */
const validTags = new LRUCache<string, true>({ max: 100 })

/** Returns undefined for a tag with a variant twice, which no pattern can exclude. */
function canonicalTag(text: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(text)[0]
  } catch {
    return undefined
  }
}

let names: Intl.DisplayNames | undefined

function languageName(tag: string): string | undefined {
  // Made on first use: it takes longer than the rest of this folder takes to load.
  names ??= new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })
  return names.of(tag)
}
