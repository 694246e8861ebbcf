import type { FastifyRequest } from 'fastify'
import type { CheckResponse } from '../api/check-service.ts'
import type { EvidenceItem } from '../query/version-json.ts'
import { fieldTitle, plainValue } from './common/fields.ts'
import { html } from './common/html.ts'
import type { PageParts } from './common/layout.ts'
import { linkTo } from './common/page-url.ts'
import { evidenceList } from './components/evidence.ts'

/** The page of a checked statement. */

export function checkPage(request: FastifyRequest, response: unknown): PageParts {
  const { data, sources } = response as CheckResponse
  const { verdict, reason, collection, field, value, served, nearest } = data
  const evidence = data.evidence as EvidenceItem[]
  const shown = served ?? nearest
  return {
    title: `${fieldTitle(field)} “${value}”: ${verdict}`,
    description: reason,
    body: html`<h1>${fieldTitle(field)} “<bdi>${value}</bdi>”: ${verdict}</h1>
<p class="lead"><bdi>${reason}</bdi></p>
${
  shown &&
  html`<p>${served === null ? 'Nearest known value' : 'Served value'}: <a href="${linkTo(request, shown.href)}"><bdi>${shown.label ?? plainValue(collection, field, shown.value)}</bdi></a></p>`
}
${evidence.length > 0 && html`<section><h2>Evidence</h2>${evidenceList(request, collection, evidence, sources)}</section>`}`,
  }
}
