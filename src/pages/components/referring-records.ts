import type { FastifyRequest } from 'fastify'
import { recordHeading } from '../../domain/heading.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import { storedFields } from '../../domain/resource-type.ts'
import { resourceTypes } from '../../domain/resources/index.ts'
import { organizations } from '../../domain/resources/organizations.ts'
import { hasStatus, timeKinds } from '../../domain/valid-time.ts'
import { periodDescription } from '../charts/period.ts'
import { fieldTitle, numberText } from '../common/fields.ts'
import { html, type SafeHtml } from '../common/html.ts'
import { listUrl, recordUrl } from '../common/page-url.ts'
import type { PageReader } from '../common/reader.ts'

/** The records that refer to a record: the terms of a person or a post, the sessions of a body. */

interface Reference {
  type: ResourceType
  field: string
}

const SHOWN = 20

/** The fields that refer to a collection, and that a list can be filtered by. An organization has its own page. */
function referencesTo(collection: string): Reference[] {
  if (collection === organizations.name) return []
  return resourceTypes.flatMap((type) =>
    Object.entries(storedFields(type))
      .filter(([field, { refersTo }]) => refersTo === collection && type.filters.includes(field))
      .map(([field]) => ({ type, field })),
  )
}

export function referringSections(
  request: FastifyRequest,
  collection: string,
  id: string,
  reader: PageReader,
): SafeHtml {
  const { known_at, lang } = request.query as { known_at?: string; lang?: string }
  return html`${referencesTo(collection).map(({ type, field }) => {
    const { data, page } = reader.list(type.name, {
      ...{ [field]: [id], evidence: 'none', limit: SHOWN },
      ...(known_at !== undefined && { known_at }),
      ...(lang !== undefined && { lang }),
    })
    if (data.length === 0) return null
    const hasPeriod = timeKinds(type.time).some(hasStatus)
    return html`<section><h2>${fieldTitle(type.name)}</h2><ul>${data.map(
      (record) =>
        html`<li><a href="${recordUrl(request, type.name, String(record.id))}"><bdi>${recordHeading(type, record) ?? String(record.id)}</bdi></a>${hasPeriod && html` <span class="note">${periodDescription(type, record)}</span>`}</li>`,
    )}</ul>${page.total > data.length && html`<p><a href="${listUrl(request, type.name, { [field]: id })}">All ${numberText(page.total)}</a></p>`}</section>`
  })}`
}
