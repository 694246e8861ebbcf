import { Type } from 'typebox'
import { component, nullable, ref } from '../http/components.ts'
import type { Collection, Fact } from '../records/collection.ts'
import { plain, saidBy } from '../records/columns.ts'
import { itemOf, listOf } from '../records/envelope.ts'
import { Evidence } from '../records/evidence.ts'
import type { Row } from '../records/list.ts'
import { equals } from '../records/listing.ts'
import { Id, id, type Noun } from '../records/noun.ts'
import { type Receipt, receiptsOf } from '../records/receipts.ts'
import type { Release } from '../records/release.ts'
import { byRank, type Ranked, stepBetween } from '../records/rule.ts'
import { decoded, picked } from '../records/table.ts'
import { dateFields } from '../records/time.ts'
import { fieldNames, oneOf } from './choices.ts'
import { dispute } from './meanings.ts'
import { valuesOf } from './values.ts'

/** `/v1/disputes`: fields on which sources disagree: what is served, who says otherwise, and why. */

/** What decided, in words. */
const STEPS = {
  standing: 'A source of higher standing is served.',
  recency: 'Of sources of one standing the later is served.',
  source_id: 'Sources of one standing and one day are told apart by their ids.',
  period: 'It speaks of a time outside the decided period, so it does not count.',
  set_aside: 'It was set aside as a slip; its note says why.',
} as const

type Step = keyof typeof STEPS

const Dissent = component('Dissent', 'A claim that is not served, and why.', {
  ...Evidence.properties,
  outvoted_by: Type.Enum(Object.keys(STEPS), {
    type: 'string',
    description: 'The step of the rule by which it lost.',
  }),
})

const value = Type.Union([Type.String(), Type.Integer(), Type.Boolean()], {
  description: 'The value that is served; null where there is none.',
})

const Dispute = component('Dispute', 'A field on which sources disagree.', {
  id: Type.String({ description: 'The record and the field, with a dot between them.' }),
  record: Id,
  noun: Type.String({ description: 'The noun that the record is one of.' }),
  organization: nullable(Id),
  field: Type.String({ description: 'The field.' }),
  value: nullable(value),
  decided_by: Type.Enum(Object.keys(STEPS), {
    type: 'string',
    description: 'The step of the rule that decided against the strongest dissent.',
  }),
  explanation: Type.String({ description: 'That step in words.' }),
  evidence: Type.Array(ref(Evidence), { description: 'The claims that the value rests on.' }),
  dissent: Type.Array(ref(Dissent), { description: 'The claims that say otherwise.' }),
})

/** The fields that a claim of `:source`, heard by then, dissents from; slips where they are included. */
const DISSENTED = `
          SELECT stances.record || '.' || claims.field, stances.known_from
            FROM claims
            JOIN stances ON stances.claim = claims.seq
           WHERE claims.source  = :source
             AND claims.heard  <= :known_at
             AND stances.stance IN ('disagrees', CASE :include WHEN 'set_aside' THEN 'set_aside' END)`

/** What is flat of a dispute: in its row, and beside that. */
const FLAT = ['id', 'record', 'noun', 'organization', 'field']
const SHOWN = [...FLAT, 'value', 'decided_by', 'explanation']

export function disputesCollection(nouns: readonly Noun[]): Collection {
  const names = nouns.map(({ name }) => name)
  return {
    name: 'disputes',
    summary: 'Where sources disagree',
    description:
      'Fields on which sources disagree: the value, the step of the rule that decided, and each claim that says otherwise. A date that only says less or more is no dispute. Ordered by `id`.',
    schemas: {
      record: Dispute,
      list: listOf('Dispute', Dispute),
      item: itemOf('Dispute', Dispute),
    },
    listing: {
      name: 'disputes',
      table: 'disputes',
      columns: [...FLAT, 'known_from'],
      known: 'told.dissented <= :known_at AND (known_to IS NULL OR known_to > :known_at)',
      first: 'dissented',
      filters: {
        organization: equals('organization', id('Only of this organization.'), 'organizations'),
        noun: equals('noun', oneOf(names, 'Only of records of this noun.')),
        field: equals('field', oneOf(fieldNames(nouns), 'Only of this field.')),
        source: {
          schema: Type.Optional(id('Only where this source dissents.', 'ukraine-mission-2014')),
          refers: 'sources',
          condition: `(told.id, told.known_from) IN (${DISSENTED})`,
          bind: String,
        },
        include: {
          schema: Type.Optional(
            Type.Enum(['none', 'set_aside'], {
              type: 'string',
              default: 'none',
              description: 'With `set_aside`: also fields of which only slips were set aside.',
            }),
          ),
          condition: "(told.disputed <= :known_at OR :include = 'set_aside')",
          bind: String,
        },
      },
      sorts: { id: 'told.id' },
      sort: 'id',
      validity: null,
    },
    table: [
      ...SHOWN.map((name) => plain(name)),
      saidBy(
        'sources',
        'evidence',
        'Ids of the sources that the value rests on, with spaces between.',
      ),
      saidBy(
        'dissenting',
        'dissent',
        'Ids of the sources that say otherwise, with spaces between.',
      ),
    ],
    meaning: dispute,
    parameters: {},
    tell(release, rows, { clocks, filters }) {
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
    },
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
