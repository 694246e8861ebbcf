import type { Database } from '../../database/connection.ts'
import { compareRank, type SourceRank } from '../../domain/claim.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import { dateFields } from '../../domain/valid-time.ts'
import type { EvidenceItem } from '../../query/version-json.ts'
import type { DisputeJson, RankedItem } from '../../query/views/disputes.ts'

/** `stance <> 'agrees'` is implied, but SQLite needs it to use the partial index of `stances`. */
const DISPUTES = `
  SELECT versions.record || '.' || claims.field AS id,
         versions.record, versions.collection, versions.organization, claims.field,
         versions.known_from, versions.known_to,
         max(versions.known_from, min(claims.known_from)) AS dissent_from,
         max(versions.known_from,
             min(claims.known_from) FILTER (WHERE stances.stance = 'disagrees')) AS disputed_from,
         (SELECT json_array(json(fields), json(evidence), json(evidence_days))
            FROM version_json
           WHERE version_json.record     = versions.record
             AND version_json.known_from = versions.known_from) AS version
    FROM stances
    JOIN claims   ON claims.seq          = stances.claim
    JOIN versions ON versions.record     = stances.record
                 AND versions.known_from = stances.known_from
   WHERE stances.stance IN ('disagrees', 'set_aside')
     AND stances.stance <> 'agrees'
   GROUP BY versions.record, versions.known_from, claims.field`

interface DisputeRow {
  collection: string
  field: string
  version: string
}

/** Finds the fields of all versions with a claim that disagrees or was set aside, and makes their JSON. */
export function writeDisputes(db: Database, resourceTypes: readonly ResourceType[]): void {
  const types = new Map(resourceTypes.map((type) => [type.name, type]))
  const rankOf = sourceRanks(db)
  const insert = db.prepare(`
    INSERT INTO disputes ( id,  record,  collection,  organization,  field,  known_from,  known_to,  dissent_from,  disputed_from,  json)
    VALUES               (:id, :record, :collection, :organization, :field, :known_from, :known_to, :dissent_from, :disputed_from, :json)`)
  for (const { version, ...row } of db.prepare<[], DisputeRow>(DISPUTES).iterate()) {
    const [fields, evidence, days] = JSON.parse(version) as [
      Record<string, unknown>,
      EvidenceItem[],
      string[],
    ]
    const ranked = evidence
      .map((claim, index) => ({ claim, rank: rankOf(claim.source), day: days[index] ?? '' }))
      .sort((a, b) => compareRank(a.rank, b.rank))
      .map(({ claim, rank, day }): RankedItem => [claim, rank.authority, rank.earliest, day])
    const supporting = supportingFields(types.get(row.collection), row.field)
    const json: DisputeJson = {
      value: fields[row.field] ?? null,
      evidence: ranked.filter(([claim]) => supporting.includes(claim.field) && !isDissent(claim)),
      dissent: ranked.filter(([claim]) => claim.field === row.field && isDissent(claim)),
    }
    insert.run({ ...row, json: JSON.stringify(json) })
  }
}

function isDissent({ stance }: EvidenceItem): boolean {
  return stance === 'disagrees' || stance === 'set_aside'
}

/** Claims of the start and the end are the evidence against an attestation outside the decided period. */
function supportingFields(resourceType: ResourceType | undefined, field: string): string[] {
  if (field !== 'attested' || resourceType === undefined) return [field]
  return [field, ...Object.keys(dateFields(resourceType.time))]
}

function sourceRanks(db: Database): (source: string) => SourceRank {
  const select = db.prepare<[string], SourceRank>(
    'SELECT id AS source, authority, earliest FROM sources WHERE id = ?',
  )
  const ranks = new Map<string, SourceRank>()
  return (source) => {
    const rank = ranks.get(source) ?? select.get(source)
    if (rank === undefined) throw new Error(`There is no source ${source}.`)
    ranks.set(source, rank)
    return rank
  }
}
