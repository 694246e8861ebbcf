import type { FastifyRequest } from 'fastify'
import { type DateBounds, edtfBounds } from '../../domain/edtf.ts'
import type { PageRecord } from '../common/fields.ts'
import type { ItemResponse, PageReader } from '../common/reader.ts'
import type { CitedSources } from '../components/evidence.ts'

/** What the page of an organization is made of: its profile, and lists about it. */

export interface OrganizationFacts {
  id: string
  /** The acronym, or the name if it has none. */
  shortName: string
  data: PageRecord
  sources: CitedSources
  /** Valid time and knowledge time of the page. */
  validAt: string
  bounds: DateBounds
  knownAt: string
  /** The sources that were known at an earlier knowledge time. */
  known: ItemResponse['meta']['sources']
  /** The records of a collection that were true at the valid time. */
  snapshot(collection: string): readonly PageRecord[]
  posts: readonly PageRecord[]
  names: readonly PageRecord[]
  gaps: readonly PageRecord[]
}

/** @param response the profile */
export function readOrganization(
  request: FastifyRequest,
  response: unknown,
  reader: PageReader,
): OrganizationFacts {
  const { data, sources, meta } = response as ItemResponse
  const id = String(data.id)
  const { valid_at } = request.query as { valid_at?: string }
  const about = {
    organization: [id],
    known_at: meta.known_at,
    limit: 500,
    evidence: 'none' as const,
  }
  const snapshots = (data.snapshot ?? {}) as Record<string, PageRecord[]>
  const validAt = valid_at ?? meta.known_at
  return {
    id,
    shortName: String(data.acronym ?? data.name ?? id),
    data,
    sources,
    validAt,
    bounds: edtfBounds(validAt),
    knownAt: meta.known_at,
    known: meta.sources,
    snapshot: (collection) => snapshots[collection] ?? [],
    posts: reader.list('posts', about).data,
    names: reader.list('names', { ...about, sort: '-start' }).data,
    gaps: reader.list('gaps', about).data,
  }
}
