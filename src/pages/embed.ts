import type { FastifyInstance, FastifyRequest } from 'fastify'
import { knownAtParameter, languageParameter, validAtParameter } from '../api/common-parameters.ts'
import { idParameter, strictParameters } from '../api/query-parameters.ts'
import { collectionUrl } from '../api/urls.ts'
import { FORMATS } from '../http/formats.ts'
import { sendHead } from '../http/head-response.ts'
import { html, type SafeHtml } from './common/html.ts'
import { headElements } from './common/layout.ts'
import { pageUrl } from './common/page-url.ts'
import type { PageReader } from './common/reader.ts'
import { organizationCards } from './organization/cards.ts'
import { type OrganizationFacts, readOrganization } from './organization/facts.ts'
import { memberFigure, termFigure } from './organization/figures.ts'
import { memberCards } from './organization/member-card.ts'

/** `/embed/…`: parts of an organization's page that other sites may show in a frame. */

type Part = (
  request: FastifyRequest,
  facts: OrganizationFacts,
  reader: PageReader,
) => SafeHtml | null

const PARTS: Readonly<Record<string, { title: string; draw: Part }>> = {
  card: {
    title: '',
    draw: (request, facts) => {
      const ranks = { first: ['head', 'chair'], last: [] }
      return organizationCards(request, facts, ranks, memberCards(request, facts))
    },
  },
  members: { title: 'Members of ', draw: memberFigure },
  heads: { title: 'Leaders of ', draw: termFigure },
}

export function registerEmbeds(app: FastifyInstance, reader: PageReader): void {
  for (const [name, { title, draw }] of Object.entries(PARTS))
    app.get<{ Params: { id: string }; Querystring: { valid_at?: string; known_at?: string } }>(
      `/embed/organizations/:id/${name}`,
      {
        schema: {
          hide: true,
          params: idParameter,
          querystring: strictParameters({
            valid_at: validAtParameter,
            known_at: knownAtParameter,
            lang: languageParameter,
          }),
        },
        config: { formats: ['html'], isEmbeddable: true },
      },
      async (request, reply) => {
        // The negotiated format is not a parameter of the profile.
        const { format: _, ...query } = request.query as { format?: string }
        // Charts need no evidence.
        const evidence = name === 'card' ? 'full' : 'none'
        const profile = reader.profile(request.params.id, { ...query, evidence })
        if (request.method === 'HEAD') return sendHead(reply, FORMATS.html.contentType)
        const facts = readOrganization(request, profile, reader)
        return reply
          .type(FORMATS.html.contentType)
          .send(embeddedDocument(request, facts, title, draw(request, facts, reader)))
      },
    )
}

function embeddedDocument(
  request: FastifyRequest,
  { id, data }: OrganizationFacts,
  title: string,
  part: SafeHtml | null,
): string {
  const name = String(data.name ?? id)
  const { valid_at } = request.query as { valid_at?: string }
  return String(html`<!doctype html>
<html lang="en">
<head>
${headElements(request, `${title}${name}`, `${name}, from orgfacts`)}
<meta name="robots" content="noindex">
<base target="_blank">
</head>
<body class="embed">
<main>
<h1>${title}<bdi>${name}</bdi></h1>
${part ?? html`<p>Nothing is known about this.</p>`}
<p class="note">From <a href="${pageUrl(request, collectionUrl('organizations', id), { valid_at })}">orgfacts</a>, with the documents for every value. Data: CC0.</p>
</main>
</body>
</html>
`)
}
