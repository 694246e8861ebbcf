import { Type } from 'typebox'
import { compareRank, decidingStep, type SourceRank } from '../../domain/claim.ts'
import { idSchema } from '../../domain/record-schema.ts'
import { fromCell, pickColumns, type Row } from '../../domain/record-serialization.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import { resourceTypes } from '../../domain/resources/index.ts'
import { dateFields } from '../../domain/valid-time.ts'
import { type EvidenceItem, selectEvidence } from '../evidence.ts'
import { isKnown } from '../knowledge-time-sql.ts'
import { enumSchema, equalsFilter, type ListDefinition } from '../list-definition.ts'
import { selectRecordsByVersion } from '../records-by-version.ts'
import type { Release } from '../release.ts'
import { collectionNames, fieldNames } from './claims.ts'

/** Disputes: fields with claims that disagree, or that were set aside. */

/** Why a claim is not served, in words. */
export const REASONS = {
  authority: 'A source with higher authority is served.',
  recency: 'Of sources with equal authority, the later one is served.',
  source_id: 'Sources with equal authority and date are ordered by id.',
  period: 'The claim is about a time outside the decided period, so it does not count.',
  set_aside: 'The claim was set aside as an error in the document; its note says why.',
} as const

export type Reason = keyof typeof REASONS

/** The columns of a dispute that are served as they are. */
export const DISPUTE_COLUMNS = ['id', 'record', 'collection', 'organization', 'field']

/** Fields with a claim of `:source` that is known at `:known_at` and disagrees or was set aside. */
const DISSENT_OF_SOURCE = `
          SELECT stances.record || '.' || claims.field, stances.known_from
            FROM claims
            JOIN stances ON stances.claim = claims.seq
           WHERE claims.source      = :source
             AND claims.known_from <= :known_at
             AND stances.stance IN ('disagrees', CASE :include WHEN 'set_aside' THEN 'set_aside' END)`

export const disputesList: ListDefinition = {
  name: 'disputes',
  table: 'disputes',
  columns: [...DISPUTE_COLUMNS, 'known_from'],
  knownCondition: isKnown('item', 'dissent_from'),
  firstKnownColumn: 'dissent_from',
  filters: {
    organization: equalsFilter(
      'organization',
      idSchema('Only of this organization.'),
      'organizations',
    ),
    collection: equalsFilter(
      'collection',
      enumSchema(collectionNames, 'Only records of this collection.'),
    ),
    field: equalsFilter('field', enumSchema(fieldNames, 'Only this field.')),
    source: {
      schema: Type.Optional(idSchema('Only if this source disagrees.', 'ukraine-mission-2014')),
      refersTo: 'sources',
      condition: `(item.id, item.known_from) IN (${DISSENT_OF_SOURCE})`,
      bind: String,
    },
    include: {
      schema: Type.Optional(
        Type.Enum(['none', 'set_aside'], {
          type: 'string',
          default: 'none',
          description:
            '`set_aside`: also fields in which no claim disagrees, but at least one claim was set aside.',
        }),
      ),
      condition: "(item.disputed_from <= :known_at OR :include = 'set_aside')",
      bind: String,
    },
  },
  sorts: { id: 'item.id' },
  defaultSort: 'id',
  validTime: null,
}

interface DisputedField {
  row: Row
  field: string
  value: unknown
  evidence: EvidenceItem[]
  dissent: EvidenceItem[]
}

/** Selects the value, the evidence and the dissenting claims of these disputes. */
export function selectDisputes(
  release: Release,
  rows: readonly Row[],
  { known_at, includeSetAside }: { known_at: string; includeSetAside: boolean },
) {
  const disputed = resourceTypes.flatMap((type) => disputedFields(release, type, rows, known_at))
  const ranks = selectRanks(
    release,
    disputed.flatMap(({ evidence, dissent }) => [...evidence, ...dissent]),
  )
  const disputes = new Map(
    disputed.map((field) => {
      const dispute = explain(includeSetAside ? field : withoutSetAside(field), ranks)
      return [dispute.id, dispute]
    }),
  )
  return {
    disputes: rows.flatMap(({ id }) => disputes.get(String(id)) ?? []),
    cited: [...ranks.keys()],
  }
}

/** The disputed fields of one resource type among these rows. */
function disputedFields(
  release: Release,
  resourceType: ResourceType,
  rows: readonly Row[],
  known_at: string,
): DisputedField[] {
  const own = rows.filter(({ collection }) => collection === resourceType.name)
  if (own.length === 0) return []
  const versions = own.map(({ record = null, known_from = null }) => ({ id: record, known_from }))
  const records = selectRecordsByVersion(release, resourceType, versions)
  const evidence = selectEvidence(release, resourceType, [...records.values()], known_at)
  const claimsOf = new Map([...records.keys()].map((id, index) => [id, evidence[index] ?? []]))
  return own.map((row) => {
    const field = String(row.field)
    const claims = claimsOf.get(String(row.record)) ?? []
    const isDissent = ({ stance }: EvidenceItem) => stance === 'disagrees' || stance === 'set_aside'
    // Claims of the start and the end are the evidence against an attestation outside the decided period.
    const supporting =
      field === 'attested' ? [field, ...Object.keys(dateFields(resourceType.time))] : [field]
    return {
      row: pickColumns(row, DISPUTE_COLUMNS),
      field,
      value: fromCell(resourceType, field, records.get(String(row.record))?.[field] ?? null),
      evidence: claims.filter((claim) => supporting.includes(claim.field) && !isDissent(claim)),
      dissent: claims.filter((claim) => claim.field === field && isDissent(claim)),
    }
  })
}

/** Leaves out claims that were set aside, unless the field has no other dissent. */
function withoutSetAside(field: DisputedField): DisputedField {
  const disagreeing = field.dissent.filter(({ stance }) => stance === 'disagrees')
  return disagreeing.length === 0 ? field : { ...field, dissent: disagreeing }
}

/** Adds the step of the ranking rule by which each dissenting claim was overruled. */
function explain({ row, field, value, ...claims }: DisputedField, ranks: Map<string, SourceRank>) {
  const rank = ({ source }: EvidenceItem) =>
    ranks.get(source) ?? { source, authority: 0, earliest: '' }
  const ranked = (items: readonly EvidenceItem[]) =>
    items.toSorted((a, b) => compareRank(rank(a), rank(b)))
  const evidence = ranked(claims.evidence)
  const [best] = evidence
  const reasonFor = (claim: EvidenceItem): Reason => {
    if (claim.stance === 'set_aside') return 'set_aside'
    if (field === 'attested' || best === undefined) return 'period'
    return decidingStep(rank(best), rank(claim)) ?? 'recency'
  }
  const dissent = ranked(claims.dissent).map((claim) => ({
    ...claim,
    overruled_by: reasonFor(claim),
  }))
  const strongest = dissent.find(({ stance }) => stance === 'disagrees') ?? dissent[0]
  const decided_by = strongest?.overruled_by ?? 'set_aside'
  return {
    ...row,
    id: String(row.id),
    value,
    decided_by,
    explanation: REASONS[decided_by],
    evidence,
    dissent,
  }
}

const RANKS = `
  SELECT id AS source, authority, earliest
    FROM sources
   WHERE id IN (SELECT value FROM json_each(:ids))`

function selectRanks(
  { prepare }: Release,
  claims: readonly EvidenceItem[],
): Map<string, SourceRank> {
  const ids = JSON.stringify([...new Set(claims.map(({ source }) => source))])
  return new Map(
    prepare<SourceRank>(RANKS)
      .all({ ids })
      .map((rank) => [rank.source, rank]),
  )
}
