import type { ChartSize } from '../charts/chart.ts'
import { html, type SafeHtml } from '../common/html.ts'

/** A chart for wide and one for narrow screens (the style sheet shows one of them), with a table and downloads beneath. */

export interface ChartFigureOptions {
  draw(size: ChartSize): SafeHtml
  caption: string
  /** The same data, with the links of the chart. */
  table: SafeHtml
  links: readonly { url: string; text: string }[]
}

export function chartFigure({ draw, caption, table, links }: ChartFigureOptions): SafeHtml {
  return html`<figure>${draw('wide')}${draw('narrow')}
<figcaption>${caption}${links.map(({ url, text }) => html` <a href="${url}">${text}</a>`)}</figcaption>
</figure>
<details><summary>Table of this chart</summary><div class="wide" tabindex="0" role="region" aria-label="Table of this chart">${table}</div></details>`
}
