import type { FastifyRequest } from 'fastify'
import { dateText } from './common/dates.ts'
import { fieldTitle, numberText } from './common/fields.ts'
import { html } from './common/html.ts'
import type { PageParts } from './common/layout.ts'
import { listUrl } from './common/page-url.ts'

/** The page of the release as a whole. */

interface DatasetResponse {
  data: {
    release: string
    first_known: string
    last_known: string
    sources: number
    counts: Record<string, { records: number; claims: number }>
    license: string
    attribution: string
    contact: { name: string; href: string }
    downloads: { href: string; type: string; description: string }[]
  }
}

export function datasetPage(request: FastifyRequest, response: unknown): PageParts {
  const { data } = response as DatasetResponse
  const { release, first_known, last_known, sources, counts, license, attribution } = data
  const total = (key: 'records' | 'claims') =>
    Object.values(counts).reduce((sum, count) => sum + count[key], 0)
  return {
    title: 'The dataset',
    description: `Facts about organizations: ${numberText(total('records'))} records from ${numberText(sources)} documents, free to use (${license}).`,
    itemType: 'Dataset',
    body: html`<h1 itemprop="name">The dataset</h1>
<p class="lead" itemprop="description">${numberText(total('records'))} records with ${numberText(total('claims'))} claims of ${numberText(sources)} documents, published from ${dateText(first_known)} to ${dateText(last_known)}.</p>
<p>Release <code itemprop="version">${release}</code>. Licence: <a itemprop="license" href="https://creativecommons.org/publicdomain/zero/1.0/">${license}</a>. ${attribution.replaceAll('`', '')}</p>
<p>Questions: <a href="${data.contact.href}">${data.contact.name}</a></p>
<section><h2>Downloads</h2><ul>${data.downloads.map(
      ({ href, type, description }) =>
        html`<li itemprop="distribution" itemscope itemtype="https://schema.org/DataDownload"><a itemprop="contentUrl" href="${href}">${description}</a> <span class="note">(<span itemprop="encodingFormat">${type}</span>)</span></li>`,
    )}</ul></section>
<section><h2>Collections</h2><div class="wide" tabindex="0" role="region" aria-label="Collections"><table>
<thead><tr><th scope="col">Collection</th><th scope="col">Records</th><th scope="col">Claims</th></tr></thead>
<tbody>${Object.entries(counts).map(
      ([name, { records, claims }]) =>
        html`<tr><th scope="row"><a href="${listUrl(request, name)}">${fieldTitle(name)}</a></th><td class="number">${numberText(records)}</td><td class="number">${numberText(claims)}</td></tr>`,
    )}</tbody></table></div></section>`,
  }
}
