import { dateText } from '../common/dates.ts'
import type { PageRecord } from '../common/fields.ts'
import { html, type SafeHtml } from '../common/html.ts'

/** Short remarks beside a value: how certain it is. In words, never by colour alone. */

type MarkKind = 'certain' | 'uncertain' | 'disputed'

export function mark(kind: MarkKind, text: string): SafeHtml {
  return html`<span class="mark ${kind}">${text}</span>`
}

/** How certain it is that a record was true at the requested time; nothing if it surely was. */
export function certaintyMark({ certainty, attested }: PageRecord): SafeHtml | null {
  if (certainty === 'possible') return mark('uncertain', 'possibly')
  if (certainty !== 'carried') return null
  return typeof attested === 'string'
    ? mark('uncertain', `last confirmed ${dateText(attested)}`)
    : mark('uncertain', 'not confirmed since')
}
