import type { FastifyRequest } from 'fastify'
import { type Format, formatDefinition } from '../../http/formats.ts'
import { urlInFormat } from '../../http/plugins/alternate-links.ts'
import { assetUrl } from '../assets.ts'
import { sentenceCase } from './fields.ts'
import { html, type SafeHtml } from './html.ts'
import { keptParameters, pageUrl, samePage } from './page-url.ts'

/** The frame of every page. */

export interface PageParts {
  /** The title, without the name of the service. */
  title: string
  /** One sentence for search engines. */
  description: string
  body: SafeHtml
  /** The schema.org type of what the page is about, if `body` has its properties (microdata). */
  itemType?: 'Organization' | 'Dataset'
}

export interface LayoutOptions {
  /** False for a problem: its URL is not the page of anything. */
  isIndexed: boolean
}

/** Makes a page. */
export function layout(
  request: FastifyRequest,
  { title, description, body, itemType }: PageParts,
  { isIndexed }: LayoutOptions = { isIndexed: true },
): string {
  const formats = isIndexed ? otherFormats(request) : []
  const { known_at } = (request.query ?? {}) as { known_at?: unknown }
  const item = itemType && html` itemscope itemtype="https://schema.org/${itemType}"`
  return String(html`<!doctype html>
<html lang="en">
<head>
${headElements(request, title, description)}
${
  isIndexed
    ? html`<link rel="canonical" href="${request.baseUrl}${request.canonicalUrl({ format: undefined })}">`
    : html`<meta name="robots" content="noindex">`
}
${formats.map(({ format, url }) => html`<link rel="alternate" type="${formatDefinition(format).mediaType}" href="${url}">`)}
<script src="${assetUrl(request, 'enhance.js')}" defer></script>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
${siteHeader(request)}
<main id="content"${item ?? ''}>
${isIndexed && typeof known_at === 'string' && html`<p class="banner">Only what documents published by <strong>${known_at}</strong> say. <a href="${samePage(request, { known_at: undefined })}">Use all documents</a></p>`}
${body}
</main>
${siteFooter(request, title, formats, isIndexed)}
</body>
</html>
`)
}

/** The elements that the head of every document has. */
export function headElements(
  request: FastifyRequest,
  title: string,
  description: string,
): SafeHtml {
  return html`<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title === 'orgfacts' ? title : `${title} – orgfacts`}</title>
<meta name="description" content="${description}">
<link rel="icon" href="${assetUrl(request, 'favicon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${assetUrl(request, 'style.css')}">`
}

const LISTS = [
  { name: 'organizations', query: {} },
  { name: 'disputes', query: {} },
  { name: 'changes', query: { sort: '-id' } },
  { name: 'sources', query: {} },
  { name: 'gaps', query: {} },
]

function siteHeader(request: FastifyRequest): SafeHtml {
  const { q } = (request.query ?? {}) as { q?: unknown }
  const kept = Object.entries(keptParameters(request, '/v1/search'))
  return html`<header class="site"><div>
<a class="home" href="${request.server.basePath}/">orgfacts</a>
<form role="search" action="${request.server.basePath}/v1/search">
<input type="search" name="q" aria-label="Search" placeholder="A name, a country, a word" value="${typeof q === 'string' ? q : ''}" required maxlength="200" autocomplete="off" list="suggestions" data-suggest="${request.server.basePath}/v1/search">
<datalist id="suggestions"></datalist>
${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button>Search</button>
</form>
<nav aria-label="Site"><ul>
${LISTS.map(({ name, query }) => html`<li><a href="${pageUrl(request, `/v1/${name}`, query)}">${sentenceCase(name)}</a></li>`)}
<li><a href="${request.server.basePath}/docs">API</a></li>
</ul></nav>
</div></header>`
}

function siteFooter(
  request: FastifyRequest,
  title: string,
  formats: readonly { format: Format; url: string }[],
  isIndexed: boolean,
): SafeHtml {
  const { basePath, served } = request.server
  const { operationId, tags = [] } = (request.routeOptions.schema ?? {}) as {
    operationId?: string
    tags?: string[]
  }
  const documentation = operationId && `${basePath}/docs#/${tags[0]}/${operationId}`
  return html`<footer class="site">
${formats.length > 0 && html`<p>This page as ${formats.map(({ format, url }, index) => html`${index > 0 && ', '}<a href="${url}">${formatDefinition(format).label}</a>`)}</p>`}
${isIndexed && html`<p><code>GET ${basePath}${request.canonicalUrl({ format: undefined })}</code>${documentation && html` · <a href="${documentation}">Documentation of this request</a>`}</p>`}
${isIndexed && citation(request, title)}
<p><a href="${basePath}/v1/dataset">Release ${served.release}</a> · data CC0 1.0: free to use, no permission needed</p>
</footer>`
}

/** How to cite the page. The release and both times say which state of the data it shows. */
function citation(request: FastifyRequest, title: string): SafeHtml {
  const { baseUrl, server } = request
  const text = `${title}. orgfacts, release ${server.served.release}. ${baseUrl}${request.canonicalUrl({ format: undefined })}`
  return html`<details><summary>Cite this page</summary><p><label for="citation">Title, release and address</label>
<textarea id="citation" readonly rows="2">${text}</textarea></p></details>`
}

/** The formats of the response besides HTML, with their URLs. */
function otherFormats(request: FastifyRequest): { format: Format; url: string }[] {
  const { formats = [] } = request.routeOptions.config
  return formats
    .filter((format) => format !== 'html')
    .map((format) => ({ format, url: request.server.basePath + urlInFormat(request, format) }))
}
