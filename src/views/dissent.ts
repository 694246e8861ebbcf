import type { Asked, Fact } from '../records/collection.ts'
import type { Row } from '../records/list.ts'
import type { Noun } from '../records/noun.ts'
import { type Receipt, receiptsOf } from '../records/receipts.ts'
import type { Release } from '../records/release.ts'
import { byRank, type Ranked, stepBetween } from '../records/rule.ts'
import { decoded, picked } from '../records/table.ts'
import { dateFields } from '../records/time.ts'
import { valuesOf } from './values.ts'

/** What a dispute is about: the value, the claims that it rests on, those that dissent, and why they lost. */

/** What decided, in words. */
export const STEPS = {
  standing: 'A source of higher standing is served.',
  recency: 'Of sources of one standing the later is served.',
  source_id: 'Sources of one standing and one day are told apart by their ids.',
  period: 'It speaks of a time outside the decided period, so it does not count.',
  set_aside: 'It was set aside as a slip; its note says why.',
} as const

type Step = keyof typeof STEPS

/** What the row of a dispute says of it. */
export const FLAT = ['id', 'record', 'noun', 'organization', 'field']

/** Disputes as they are told, and the sources that they cite. */
export function tellDisputes(
  release: Release,
  nouns: readonly Noun[],
  rows: readonly Row[],
  { clocks, filters }: Asked,
): { records: Fact[]; cited: string[] } {
  const found = nouns.flatMap((noun) => disputesOf(release, noun, rows, clocks.known_at))
  const ranks = ranksOf(
    release,
    found.flatMap(({ evidence, dissent }) => [...evidence, ...dissent]),
  )
  const slips = filters.include === 'set_aside'
  const told = found.map((dispute): Fact => judged(withSlips(dispute, slips), ranks))
  const byId = new Map(told.map((fact) => [fact.id, fact]))
  return {
    records: rows.flatMap(({ id }): Fact[] => {
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
  evidence: Receipt[]
  dissent: Receipt[]
}

/** The disputes of one noun among these rows: its values, what they rest on, and who dissents. */
function disputesOf(
  release: Release,
  noun: Noun,
  rows: readonly Row[],
  known_at: string,
): Disputed[] {
  const disputed = rows.filter((row) => row.noun === noun.name)
  if (disputed.length === 0) return []
  const versions = disputed.map(({ record = null, known_from = null }) => ({
    id: record,
    known_from,
  }))
  const told = valuesOf(release, noun, versions)
  const receipts = receiptsOf(release, noun, [...told.values()], known_at)
  const claimsOf = new Map([...told.keys()].map((record, nth) => [record, receipts[nth]]))
  return disputed.map((row) => {
    const shown = picked(row, FLAT)
    const field = String(shown.field)
    const claims = claimsOf.get(String(shown.record)) ?? []
    const dissents = ({ stance }: Receipt) => stance === 'disagrees' || stance === 'set_aside'
    const restsOn = [field, ...(field === 'attested' ? Object.keys(dateFields(noun.time)) : [])]
    return {
      shown,
      field,
      value: decoded(noun, field, told.get(String(shown.record))?.[field] ?? null),
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
function judged({ shown, field, value, ...claims }: Disputed, ranks: Map<string, Ranked>): Fact {
  const rank = ({ source }: Receipt) => ranks.get(source) ?? { source, standing: 0, earliest: '' }
  const inOrder = (some: readonly Receipt[]) => [...some].sort((a, b) => byRank(rank(a), rank(b)))
  const evidence = inOrder(claims.evidence)
  const [best] = evidence
  const stepOf = (claim: Receipt): Step => {
    if (claim.stance === 'set_aside') return 'set_aside'
    if (field === 'attested' || best === undefined) return 'period'
    return stepBetween(rank(best), rank(claim)) ?? 'recency'
  }
  const dissent = inOrder(claims.dissent).map((claim) => ({ ...claim, outvoted_by: stepOf(claim) }))
  const strongest = dissent.find(({ stance }) => stance === 'disagrees') ?? dissent[0]
  const decided_by = strongest?.outvoted_by ?? 'set_aside'
  return { ...shown, value, decided_by, explanation: STEPS[decided_by], evidence, dissent }
}

const RANKS = `
  SELECT id AS source, standing, earliest
    FROM sources
   WHERE id IN (SELECT value FROM json_each(:ids))`

function ranksOf(release: Release, claims: readonly Receipt[]): Map<string, Ranked> {
  const ids = JSON.stringify([...new Set(claims.map(({ source }) => source))])
  const ranks = release.prepare<Ranked>(RANKS).all({ ids })
  return new Map(ranks.map((rank) => [rank.source, rank]))
}
