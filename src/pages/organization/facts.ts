import type { FastifyRequest } from 'fastify'
import { type ListQuery, MAX_LIMIT } from '../../api/query-parameters.ts'
import type { SeriesResult } from '../../api/series-service.ts'
import { type DateBounds, edtfBounds } from '../../domain/edtf.ts'
import { type Membership, selectRoster } from '../../query/views/series.ts'
import { type DrawnStatement, drawnStatements } from '../charts/series-data.ts'
import type { PageRecord } from '../common/fields.ts'
import type { ItemResponse, PageReader } from '../common/reader.ts'
import type { CitedSources } from '../components/evidence.ts'

/** What the page of an organization is made of: its profile, and lists about it. */

export interface OrganizationFacts {
  id: string
  /** Names all that the page depends on besides the valid time. */
  variant: string
  /** The acronym, or the name if it has none. */
  shortName: string
  data: PageRecord
  sources: CitedSources
  /** Valid time and knowledge time of the page. */
  validAt: string
  bounds: DateBounds
  knownAt: string
  /** The knowledge time as the reader set it, for links and further lists. */
  knownAtQuery: { known_at?: string }
  /** The sources that were known at an earlier knowledge time. */
  known: ItemResponse['meta']['sources']
  /** The records of a collection that were true at the valid time. */
  snapshot(collection: string): readonly PageRecord[]
  /** All posts of the whole organization, and the ids of those that existed at the valid time. */
  posts: readonly PageRecord[]
  currentPosts: ReadonlySet<string>
  names: readonly PageRecord[]
  gaps: readonly PageRecord[]
  /** Its members by year, who they were, and what documents state about their number. */
  members: SeriesResult['data']
  roster: readonly Membership[]
  memberStatements: readonly DrawnStatement[]
}

/** @param response the profile */
export function readOrganization(
  request: FastifyRequest,
  response: unknown,
  reader: PageReader,
): OrganizationFacts {
  const { data, sources, meta } = response as ItemResponse
  const id = String(data.id)
  const { valid_at, known_at } = request.query as { valid_at?: string; known_at?: string }
  const knownAtQuery = known_at === undefined ? {} : { known_at }
  const about = {
    ...{ organization: [id], limit: MAX_LIMIT, evidence: 'none' as const },
    ...knownAtQuery,
  }
  const snapshots = (data.snapshot ?? {}) as Record<string, PageRecord[]>
  const validAt = valid_at ?? meta.known_at
  const current = reader.list('posts', { ...about, valid_at: validAt, fields: ['rank'] })
  const variant = variantOf(request, id, meta.known_at)
  return {
    id,
    variant,
    shortName: String(data.acronym ?? data.name ?? id),
    data,
    sources,
    validAt,
    bounds: edtfBounds(validAt),
    knownAt: meta.known_at,
    knownAtQuery,
    known: meta.sources,
    snapshot: (collection) => snapshots[collection] ?? [],
    currentPosts: new Set(current.data.map((post) => String(post.id))),
    ...reader.remember(`facts ${variant}`, () => timelessFacts(id, about, meta.known_at, reader)),
  }
}

/** What the page shows of an organization depends on the valid time and on these. */
function variantOf(request: FastifyRequest, id: string, knownAt: string): string {
  const { known_at, lang } = request.query as { known_at?: string; lang?: string }
  const { isLanguageNegotiated, baseUrl } = request
  return JSON.stringify([id, knownAt, known_at, lang, isLanguageNegotiated, baseUrl])
}

/** The facts that do not depend on the valid time. */
function timelessFacts(id: string, about: ListQuery, knownAt: string, reader: PageReader) {
  const ofWholeOrganization = ({ body }: PageRecord) => body === null
  const { known_at } = about
  const members = reader.series({
    organization: id,
    ...(known_at !== undefined && { known_at }),
  }).data
  return {
    posts: reader.list('posts', about).data.filter(ofWholeOrganization),
    names: reader.list('names', { ...about, sort: '-start', bounds: true }).data,
    gaps: reader.list('gaps', about).data,
    members,
    roster: selectRoster(reader.release, id, ['member'], knownAt),
    memberStatements: drawnStatements(members),
  }
}
