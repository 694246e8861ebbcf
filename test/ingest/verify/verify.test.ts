import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { SeedError } from '../../../src/ingest/diagnostics.ts'
import { verifySeed } from '../../../src/ingest/verify/verify.ts'
import { temporaryFolder } from '../../support/app.ts'

const TEXT = `The Widget League
It was founded on 19 October 1953 and has 173 member states.
Its Director General, Mr. António Vitorino, asked for $73.2 million on Tuesday.
Edited 2020
`
const SEED_FILE = `source:
  id: page
  title: A page
  kind: press
  published: 2020
  published_basis: stated
  sha256: ${createHash('sha256').update(TEXT).digest('hex')}
about: league
organizations:
  - { id: league, at: 2, founded: 1953-10-19 }
names:
  - { id: league-name, at: 1, language: en, name: The Widget League }
people:
  - { id: antonio-vitorino, at: 3, name: António Vitorino }
member_counts:
  - { id: league-states, at: 2, category: member_states, count: 173, date: published }
appeals:
  - { id: league-appeal, at: 3, title: An appeal, amount: 73200000, currency: USD }
  - { id: league-appeal, at: 3, date: 2020-01-07, note: the first Tuesday of the year }
`

function verify(seedFile: string, text = TEXT) {
  const folder = temporaryFolder({ 'a.yaml': seedFile })
  return verifySeed(folder, temporaryFolder({ 'text.txt': text }), resourceTypes)
}

/** The mismatches after a change, as "line field: message". */
function mismatchesAfter(from: string, to: string, text = TEXT): string[] {
  const { mismatches } = verify(SEED_FILE.replace(from, to), text)
  return mismatches.map(
    ({ position, about, message }) => `${position.line} ${about?.field}: ${message}`,
  )
}

const REMEDY = 'correct the value or the line, or explain in a note how it was calculated'

describe('verifySeed', () => {
  it('counts values in their lines, inferred values and others, when all are correct', () => {
    const { sources, mismatches } = verify(SEED_FILE)
    expect(mismatches).toEqual([])
    expect(sources).toEqual([{ id: 'page', stated: 5, inferred: 1, other: 10, hasText: true }])
  })

  it('reports a value when a claim cites the wrong line', () => {
    expect(mismatchesAfter('at: 2, founded', 'at: 3, founded')).toEqual([
      `10 founded: line 3 does not state "1953-10-19"; ${REMEDY}`,
    ])
  })

  it('reports a wrong number', () => {
    expect(mismatchesAfter('count: 173', 'count: 17')).toEqual([
      `16 count: line 2 does not state 17; ${REMEDY}`,
    ])
  })

  it('reports a misspelled name', () => {
    expect(mismatchesAfter('António Vitorino', 'António Vitrino')).toEqual([
      `14 name: line 3 does not state "António Vitrino"; ${REMEDY}`,
    ])
  })

  it('reports a line that the text does not have', () => {
    expect(mismatchesAfter('at: 1,', 'at: 40,')).toContain(
      '12 name: the text has no line 40; it has 5 lines',
    )
  })

  it('reports the name of the organization itself when the text has only its initials', () => {
    expect(mismatchesAfter('name: The Widget League', 'name: Very Mr Important')).toHaveLength(1)
  })

  it('reports a date of publication that the text does not state', () => {
    expect(mismatchesAfter('published: 2020', 'published: 2021')).toEqual([
      '2 published: the text does not state "2021"; correct it, or explain in a note how it was inferred',
    ])
  })

  it('reports that a text has changed', () => {
    const [mismatch] = mismatchesAfter('', '', TEXT.replace('173', '174'))
    expect(mismatch).toMatch(
      /^2 sha256: no file in .* has this SHA-256; the text has changed or is missing$/,
    )
  })

  it('compares nothing with codes and statements of completeness, which are ours', () => {
    const ours = `codes: { member_roles: [{ code: member, label: Member }] }
---
completeness: [{ id: roster, organization: league, collection: members, extent: sample }]
---
`
    expect(verify(ours + SEED_FILE)).toEqual(verify(SEED_FILE))
  })

  it('throws SeedError when a seed file has an error', () => {
    expect(() => verify(SEED_FILE.replace('count: 173', 'count: many'))).toThrow(SeedError)
  })
})
