import type { FastifyRequest } from 'fastify'
import { html, type SafeHtml } from '../common/html.ts'
import { keptParameters, samePage } from '../common/page-url.ts'

/** The controls for both times: a form, and links to years. They work without scripts. */

export interface TimeFormOptions {
  /** The valid time of the page; null if it has none. */
  validAt: string | null
  /** The valid time of the page if the reader selects none. */
  today: string
  /** The last day on which documents became known. */
  lastKnown: string
  /** The first year of the scale; undefined for no scale. */
  firstYear?: number | undefined
}

export function timeForm(request: FastifyRequest, options: TimeFormOptions): SafeHtml {
  const { validAt, today, lastKnown } = options
  const { known_at = '', lang } = keptParameters(request, String(request.routeOptions.url))
  return html`<form class="time">
<p><label for="valid_at">What was true on</label>
<input id="valid_at" name="valid_at" value="${validAt ?? ''}" placeholder="${today}" aria-describedby="time-help" maxlength="30" size="14" autocomplete="off"></p>
<p><label for="known_at">according to documents published by</label>
<input id="known_at" name="known_at" value="${known_at}" placeholder="${lastKnown}" aria-describedby="time-help" maxlength="100" size="14" autocomplete="off"></p>
${lang !== undefined && html`<input type="hidden" name="lang" value="${lang}">`}
<p><button>Show</button></p>
<p class="help" id="time-help">A day, a month or a year: 2014-06-01, 2014-06, 2014. Leave the second field empty to use all documents.</p>
${options.firstYear !== undefined && yearScale(request, options, options.firstYear)}
</form>`
}

/** Links to years, the requested one marked. */
function yearScale(
  request: FastifyRequest,
  { validAt, today }: TimeFormOptions,
  firstYear: number,
): SafeHtml {
  const lastYear = Number(today.slice(0, 4))
  // A year is marked only if the valid time lies in it.
  const selected = Number(/^\d{4}(?![\dX])(?!.*\/)/.exec(validAt ?? '')?.[0] ?? Number.NaN)
  const current = Number.isNaN(selected) ? lastYear : selected
  // An old organization has a scale of centuries.
  const step = lastYear - firstYear > 200 ? 100 : 10
  const length = Math.max(0, lastYear - firstYear + 1)
  const steps = Array.from({ length }, (_, n) => n + firstYear).filter((year) => year % step === 0)
  const near = [current - 1, current, current + 1]
  const years = [...new Set([firstYear, ...steps, ...near])]
    .filter((year) => year >= firstYear && year <= lastYear)
    .sort((a, b) => a - b)
  const isNewest = validAt === null || validAt === today
  return html`<nav class="years" aria-label="Years"><ul>${years.map(
    (year) =>
      html`<li><a href="${samePage(request, { valid_at: `${String(year).padStart(4, '0')}-01-01` })}"${
        year === selected && !isNewest && html` aria-current="true"`
      }>${year}</a></li>`,
  )}<li><a href="${samePage(request, { valid_at: undefined })}"${isNewest && html` aria-current="true"`}>newest</a></li></ul></nav>`
}
