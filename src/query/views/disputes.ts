import { Type } from 'typebox'
import { decidingStep, type SourceRank } from '../../domain/claim.ts'
import { idSchema } from '../../domain/record-schema.ts'
import { pickColumns, type Row } from '../../domain/record-serialization.ts'
import { ANY_COLLECTION } from '../filter-validation.ts'
import { enumSchema, organizationFilter, setFilter } from '../filters.ts'
import { isKnown } from '../knowledge-time-sql.ts'
import type { ListDefinition } from '../list-definition.ts'
import type { EvidenceItem } from '../version-json.ts'
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
const dissentOf = (isSource: string) => `
          SELECT stances.record || '.' || claims.field, stances.known_from
            FROM claims
            JOIN stances ON stances.claim = claims.seq
           WHERE ${isSource}
             AND claims.known_from <= :known_at
             AND stances.stance IN ('disagrees', CASE :include WHEN 'set_aside' THEN 'set_aside' END)`

export const disputesList: ListDefinition = {
  name: 'disputes',
  table: 'disputes',
  columns: [...DISPUTE_COLUMNS, 'json'],
  requiredColumns: [...DISPUTE_COLUMNS, 'json'],
  knownCondition: isKnown('item', 'dissent_from'),
  firstKnownColumn: 'dissent_from',
  filters: {
    organization: organizationFilter('Only of this organization.'),
    collection: setFilter(
      'collection',
      enumSchema(collectionNames, 'Only records of this collection.'),
    ),
    field: setFilter('field', enumSchema(fieldNames, 'Only this field.')),
    record: setFilter('record', idSchema('Only of this record.'), ANY_COLLECTION),
    source: setFilter(
      'source',
      idSchema('Only if this source disagrees.', 'ukraine-mission-2014'),
      'sources',
      (isOneOf) => `(item.id, item.known_from) IN (${dissentOf(isOneOf('claims.source'))})`,
    ),
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

/**
 * The claims of a dispute, the highest rank first. Each has its rank, and the day from which it is known; empty if that
 * is the first day of the version.
 */
export type RankedItem = readonly [
  claim: EvidenceItem,
  authority: number,
  earliest: string,
  day: string,
]

/** The stored JSON of a dispute (ingest/write/disputes.ts). */
export interface DisputeJson {
  value: unknown
  evidence: RankedItem[]
  dissent: RankedItem[]
}

/** Makes a dispute of a row, with the claims that are known, and the steps that overruled the dissent. */
export function readDispute(
  row: Readonly<Row>,
  { known_at, includeSetAside }: { known_at: string; includeSetAside: boolean },
) {
  const { value, ...claims } = JSON.parse(String(row.json)) as DisputeJson
  const evidence = claims.evidence.filter(([, , , day]) => day <= known_at)
  const known = claims.dissent.filter(([, , , day]) => day <= known_at)
  const disagreeing = known.filter(([{ stance }]) => stance === 'disagrees')
  // Claims that were set aside are left out, unless the field has no other dissent.
  const overruled = includeSetAside || disagreeing.length === 0 ? known : disagreeing
  const dissent = overruled.map((item) => ({
    ...item[0],
    overruled_by: reasonFor(String(row.field), evidence[0], item),
  }))
  const strongest = dissent.find(({ stance }) => stance === 'disagrees') ?? dissent[0]
  const decided_by = strongest?.overruled_by ?? 'set_aside'
  return {
    ...pickColumns(row, DISPUTE_COLUMNS),
    value,
    decided_by,
    explanation: REASONS[decided_by],
    evidence: evidence.map(([claim]) => claim),
    dissent,
  }
}

function reasonFor(field: string, best: RankedItem | undefined, item: RankedItem): Reason {
  if (item[0].stance === 'set_aside') return 'set_aside'
  if (field === 'attested' || best === undefined) return 'period'
  return decidingStep(rankOf(best), rankOf(item)) ?? 'recency'
}

function rankOf([{ source }, authority, earliest]: RankedItem): SourceRank {
  return { source, authority, earliest }
}
