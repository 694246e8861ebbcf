import { describe, expect, it } from 'vitest'
import { compareRank } from '../../../src/domain/claim.ts'
import { FIXTURE, loadFolder } from '../../support/app.ts'

type RankedItem = [
  claim: { claim: string; source: string; field: string; stance: string },
  authority: number,
  earliest: string,
  day: string,
]

interface DisputeRow {
  field: string
  record: string
  known_from: string
  dissent_from: string
  disputed_from: string | null
  json: string
  fields: string
  evidence: string
}

const { db } = loadFolder(FIXTURE)

const disputes = db
  .prepare<[], DisputeRow>(`
    SELECT disputes.*, version_json.fields, version_json.evidence
      FROM disputes
      JOIN version_json USING (record, known_from)`)
  .all()
  .map(({ json, fields, evidence, ...row }) => ({
    ...row,
    ...(JSON.parse(json) as { value: unknown; evidence: RankedItem[]; dissent: RankedItem[] }),
    fields: JSON.parse(fields) as Record<string, unknown>,
    claims: JSON.parse(evidence) as RankedItem[0][],
  }))

const isDissent = ({ stance }: RankedItem[0]) => ['disagrees', 'set_aside'].includes(stance)

describe('the JSON of a dispute', () => {
  it('has the value of the version, and its claims about the field', () => {
    expect(disputes.length).toBeGreaterThan(50)
    for (const { field, fields, value, evidence, dissent, claims } of disputes) {
      expect(value).toBe(fields[field] ?? null)
      const about = claims.filter((claim) => claim.field === field)
      const expected = new Set(about.filter(isDissent).map(({ claim }) => claim))
      expect(new Set(dissent.map(([{ claim }]) => claim))).toEqual(expected)
      const own = evidence.filter(([claim]) => claim.field === field)
      expect(own).toHaveLength(about.length - dissent.length)
      if (field !== 'attested') expect(evidence).toHaveLength(own.length)
    }
  })

  it('has the claims in the order of their rank, each with the rank and the day of its source', () => {
    const select = db.prepare<[string], { authority: number; earliest: string; day: string }>(
      'SELECT authority, earliest, known_from AS day FROM sources WHERE id = ?',
    )
    for (const { evidence, dissent } of disputes)
      for (const items of [evidence, dissent]) {
        const ranks = items.map(([{ source }, authority, earliest, day]) => {
          const known = select.get(source)
          // Without a day, the claim is known from the first day of the version on.
          expect({ authority, earliest, day: day || known?.day }).toEqual(known)
          return { source, authority, earliest }
        })
        expect(ranks).toEqual(ranks.toSorted(compareRank))
      }
  })

  it('has dissent from the first of the days on which it is known', () => {
    for (const { known_from, dissent, dissent_from, disputed_from } of disputes) {
      const firstOf = (items: RankedItem[]) => {
        const [first] = items.map(([, , , day]) => day).sort()
        return first === undefined || first > known_from ? (first ?? null) : known_from
      }
      expect(dissent_from).toBe(firstOf(dissent))
      expect(disputed_from).toBe(firstOf(dissent.filter(([{ stance }]) => stance === 'disagrees')))
    }
  })
})
