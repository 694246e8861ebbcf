import { html as escapingHtml, type SafeHtml } from '@remix-run/html-template'

export type { SafeHtml }

type Interpolation = SafeHtml | string | number | boolean | null | undefined | Interpolation[]

/**
 * The template tag of all pages. It escapes every value but the results of other templates and arrays of them. The
 * library can also insert raw text; this module leaves that out, and no other module may import the library (biome.json).
 */
export function html(strings: TemplateStringsArray, ...values: Interpolation[]): SafeHtml {
  return escapingHtml(strings, ...values.map(harmless))
}

/**
 * Control characters (Unicode category Cc, without tab and line feed), and characters that change the direction of the
 * text after them, so that it reads differently from what is stored (Unicode Technical Report 36, section 2.5).
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to replace
const HARMFUL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g

function harmless(value: Interpolation): Interpolation {
  if (typeof value === 'string') return value.replace(HARMFUL, '\ufffd')
  // The library writes `true` and `false`; a template like html`${isOpen && …}` means to leave it out.
  if (value === false) return ''
  return Array.isArray(value) ? value.map(harmless) : value
}
