import { fromCell, pickColumns } from '../../database/record-rows.ts'
import { compareRank, decidingStep, type SourceRank } from '../../domain/claim-ranking.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import { dateFields } from '../../domain/valid-time.ts'
import { type EvidenceItem, selectEvidence } from '../../query/evidence.ts'
import type { Row } from '../../query/list-query.ts'
import { selectRecordsByVersion } from '../../query/records-by-version.ts'
import type { Release } from '../../query/release.ts'
import type { RenderOptions, ServedRecord } from '../collection.ts'

/** What a dispute is about: the value, the claims that it rests on, those that dissent, and why they lost. */

/** What decided, in words. */
export const EXPLANATIONS = {
  authority: 'A source of higher authority is served.',
  recency: 'Of sources of one authority the later is served.',
  source_id: 'Sources of one authority and one day are items apart by their ids.',
  period: 'It speaks of a time outside the decided period, so it does not count.',
  set_aside: 'It was set aside as a slip; its note says why.',
} as const

type Step = keyof typeof EXPLANATIONS

/** What the row of a dispute says of it. */
export const DISPUTE_COLUMNS = ['id', 'record', 'collection', 'organization', 'field']

/** Disputes as they are told, and the sources that they cite. */
export function renderDisputes(
  release: Release,
  resourceTypes: readonly ResourceType[],
  rows: readonly Row[],
  { clocks, filters }: RenderOptions,
): { records: ServedRecord[]; cited: string[] } {
  const found = resourceTypes.flatMap((resourceType) =>
    disputesOf(release, resourceType, rows, clocks.known_at),
  )
  const ranks = ranksOf(
    release,
    found.flatMap(({ evidence, dissent }) => [...evidence, ...dissent]),
  )
  const slips = filters.include === 'set_aside'
  const items = found.map((dispute): ServedRecord => judged(withSlips(dispute, slips), ranks))
  const byId = new Map(items.map((fact) => [fact.id, fact]))
  return {
    records: rows.flatMap(({ id }): ServedRecord[] => {
      const fact = byId.get(id)
      return fact === undefined ? [] : [fact]
    }),
    cited: [...ranks.keys()],
  }
}

interface Disputed {
  shown: Row
  field: string
  value: unknown
  evidence: EvidenceItem[]
  dissent: EvidenceItem[]
}

/** The disputes of one collection among these rows: its values, what they rest on, and who dissents. */
function disputesOf(
  release: Release,
  resourceType: ResourceType,
  rows: readonly Row[],
  known_at: string,
): Disputed[] {
  const disputed = rows.filter((row) => row.collection === resourceType.name)
  if (disputed.length === 0) return []
  const versions = disputed.map(({ record = null, known_from = null }) => ({
    id: record,
    known_from,
  }))
  const items = selectRecordsByVersion(release, resourceType, versions)
  const receipts = selectEvidence(release, resourceType, [...items.values()], known_at)
  const claimsOf = new Map([...items.keys()].map((record, nth) => [record, receipts[nth]]))
  return disputed.map((row) => {
    const shown = pickColumns(row, DISPUTE_COLUMNS)
    const field = String(shown.field)
    const claims = claimsOf.get(String(shown.record)) ?? []
    const dissents = ({ stance }: EvidenceItem) => stance === 'disagrees' || stance === 'set_aside'
    const restsOn = [
      field,
      ...(field === 'attested' ? Object.keys(dateFields(resourceType.time)) : []),
    ]
    return {
      shown,
      field,
      value: fromCell(resourceType, field, items.get(String(shown.record))?.[field] ?? null),
      evidence: claims.filter((claim) => restsOn.includes(claim.field) && !dissents(claim)),
      dissent: claims.filter((claim) => claim.field === field && dissents(claim)),
    }
  })
}

/** Slips are told only where they are asked for, or are all that there is. */
function withSlips(dispute: Disputed, wanted: boolean): Disputed {
  const disagreeing = dispute.dissent.filter(({ stance }) => stance === 'disagrees')
  return wanted || disagreeing.length === 0 ? dispute : { ...dispute, dissent: disagreeing }
}

/** Says by which step of the rule each dissenting claim lost. */
function judged(
  { shown, field, value, ...claims }: Disputed,
  ranks: Map<string, SourceRank>,
): ServedRecord {
  const rank = ({ source }: EvidenceItem) =>
    ranks.get(source) ?? { source, authority: 0, earliest: '' }
  const inOrder = (some: readonly EvidenceItem[]) =>
    [...some].sort((a, b) => compareRank(rank(a), rank(b)))
  const evidence = inOrder(claims.evidence)
  const [best] = evidence
  const stepOf = (claim: EvidenceItem): Step => {
    if (claim.stance === 'set_aside') return 'set_aside'
    if (field === 'attested' || best === undefined) return 'period'
    return decidingStep(rank(best), rank(claim)) ?? 'recency'
  }
  const dissent = inOrder(claims.dissent).map((claim) => ({
    ...claim,
    overruled_by: stepOf(claim),
  }))
  const strongest = dissent.find(({ stance }) => stance === 'disagrees') ?? dissent[0]
  const decided_by = strongest?.overruled_by ?? 'set_aside'
  return { ...shown, value, decided_by, explanation: EXPLANATIONS[decided_by], evidence, dissent }
}

const RANKS = `
  SELECT id AS source, authority, earliest
    FROM sources
   WHERE id IN (SELECT value FROM json_each(:ids))`

function ranksOf(release: Release, claims: readonly EvidenceItem[]): Map<string, SourceRank> {
  const ids = JSON.stringify([...new Set(claims.map(({ source }) => source))])
  const ranks = release.prepare<SourceRank>(RANKS).all({ ids })
  return new Map(ranks.map((rank) => [rank.source, rank]))
}
