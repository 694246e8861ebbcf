import type { ChartPeriod } from '../charts/period.ts'
import { periodChart } from '../charts/period-chart.ts'
import { html, type SafeHtml } from '../common/html.ts'
import { chartFigure } from './chart-figure.ts'

/** Periods as a chart with its table. */

export interface PeriodFigureOptions {
  title: string
  idPrefix: string
  today: string
  links: readonly { url: string; text: string }[]
}

export function periodFigure(
  periods: readonly ChartPeriod[],
  { links, ...options }: PeriodFigureOptions,
): SafeHtml {
  return chartFigure({
    draw: (size) => periodChart(periods, options, size),
    caption:
      'Solid: certain. Fading, with a dashed line: it began or ended at some time in it, or was not confirmed since.',
    table: html`<table><thead><tr><th scope="col">What</th><th scope="col">When</th></tr></thead>
<tbody>${periods.map(
      ({ label, group, text, url }) =>
        html`<tr><td><a href="${url}">${label}</a>${group !== undefined && `, ${group}`}</td><td>${text.slice(label.length + 2)}</td></tr>`,
    )}</tbody></table>`,
    links,
  })
}
