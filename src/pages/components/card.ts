import { html, type SafeHtml } from '../common/html.ts'

/** A card: what it is about, the value, and what is known about it. */
export interface Card {
  title: string
  value: SafeHtml
  /** Since when, how sure, and so on: one line each. */
  lines: readonly (SafeHtml | null)[]
  evidence?: SafeHtml | null
}

export function card({ title, value, lines, evidence }: Card): SafeHtml {
  return html`<li><h2 class="what"><bdi>${title}</bdi></h2><p class="value">${value}</p>${lines
    .filter((line) => line !== null)
    .map((line) => html`<p>${line}</p>`)}${evidence ?? ''}</li>`
}
