import { describe, expect, it } from 'vitest'
import { STANCES } from '../../src/domain/claim.ts'
import type { Row } from '../../src/domain/record-serialization.ts'
import type { ResourceType } from '../../src/domain/resource-type.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { people } from '../../src/domain/resources/people.ts'
import { hasStatus, timeKinds } from '../../src/domain/valid-time.ts'
import { selectEvidence, selectSourceSummaries } from '../../src/query/evidence.ts'
import { openRelease } from '../../src/query/release.ts'
import {
  fixtureDatabase,
  listOf,
  fixtureRelease as release,
  selectRows,
} from './fixture-release.ts'
import { recordStatements, tablesOf } from './recorded-statements.ts'

/** The claims of a record that were known, as a list of `id stance`. */
function claimsOf({ id }: Row, known_at: string): string[] {
  const rows = selectRows(release, listOf('claims'), { known_at, filters: { record: id } })
  return rows.map((claim) => `${claim.id} ${claim.stance}`).sort()
}

const known = new Map(selectRows(release, listOf('claims')).map((claim) => [claim.id, claim]))

/** Days of knowledge time: before and after documents about several organizations became known. */
const DAYS = ['1996-01-01', '2004-12-31', '2013-07-15', '2020-05-31', '2026-11-27']

/** The fields with the end of a record, by resource type: an end can follow from other records. */
const endFields = ({ time }: ResourceType) =>
  timeKinds(time).flatMap((kind) => (hasStatus(kind) ? [kind.end] : []))

describe.each(resourceTypes)('selectEvidence of $name', (type) => {
  const list = listOf(type.name)

  it('returns exactly the claims of each record that were known, each with its stance', () => {
    for (const known_at of DAYS) {
      const rows = selectRows(release, list, { known_at })
      const evidence = selectEvidence(release, type, rows, known_at)
      expect(evidence).toHaveLength(rows.length)
      for (const [index, row] of rows.entries()) {
        const own = evidence[index]?.filter(({ record }) => record === undefined) ?? []
        const items = own.map(({ claim, stance }) => `${claim} ${stance}`)
        expect(items.sort()).toEqual(claimsOf(row, known_at))
      }
    }
  })

  it('returns besides only known claims of other records, for an end that no claim of its own states', () => {
    for (const known_at of DAYS) {
      const rows = selectRows(release, list, { known_at })
      const evidence = selectEvidence(release, type, rows, known_at)
      for (const [index, items] of evidence.entries())
        for (const { field, record, claim, stance } of items) {
          if (record === undefined) continue
          expect(record).not.toBe(rows[index]?.id)
          expect(endFields(type)).toContain(field)
          expect(stance).toBe('agrees')
          expect(rows[index]).toMatchObject({ status: 'ended', [field]: expect.any(String) })
          expect(items.filter((one) => one.field === field && one.record === undefined)).toEqual([])
          expect(known.get(claim)).toMatchObject({ record })
          expect(String(known.get(claim)?.known_from) <= known_at).toBe(true)
        }
    }
  })

  it('returns the evidence ordered by field, then stance', () => {
    const rows = selectRows(release, list)
    const fields = Object.keys(type.fields)
    for (const items of selectEvidence(release, type, rows, release.last_known)) {
      const positions = items.map(({ field, stance }) => [
        fields.indexOf(field),
        STANCES.indexOf(stance),
      ])
      expect(positions).toEqual(
        positions.toSorted(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d),
      )
    }
  })

  it('returns a value only if it differs from the served value', () => {
    const rows = selectRows(release, list)
    for (const [index, items] of selectEvidence(release, type, rows, release.last_known).entries())
      for (const { field, record, stance, value } of items) {
        if (stance === 'agrees' && record === undefined) expect(value).toBeUndefined()
        if (stance === 'disagrees') expect(value).toBeDefined()
        if (value !== undefined && typeof value !== 'boolean')
          expect(value).not.toBe(rows[index]?.[field])
      }
  })

  it('returns for each field alone the part of the whole evidence that is about it', () => {
    const rows = selectRows(release, list, { limit: 50 })
    const whole = selectEvidence(release, type, rows, release.last_known)
    for (const field of Object.keys(type.fields))
      expect(selectEvidence(release, type, rows, release.last_known, [field])).toEqual(
        whole.map((items) => items.filter((item) => item.field === field)),
      )
    expect(selectEvidence(release, type, rows, release.last_known, []).flat()).toEqual([])
  })
})

describe('selectEvidence', () => {
  it('returns the reason and the note of a claim that was set aside', () => {
    const rows = selectRows(release, listOf('people'))
    const evidence = selectEvidence(release, people, rows, release.last_known, ['name'])
    expect(evidence[rows.findIndex(({ id }) => id === 'example-person-accents')]).toEqual([
      {
        field: 'name',
        claim: expect.stringMatching(/^[0-9a-f]{16}$/),
        source: 'example-union-charter-1960',
        at: 'signatures',
        stance: 'agrees',
      },
      {
        field: 'name',
        claim: expect.stringMatching(/^[0-9a-f]{16}$/),
        source: 'example-foundation-wiki',
        at: 'line 3',
        stance: 'set_aside',
        value: 'Eloise Nandu-Zizkova',
        note: 'written without its accents',
      },
    ])
  })
})

describe('selectSourceSummaries', () => {
  it('returns each cited source once, ordered by id', () => {
    const ids = ['logo-catalogue', 'denmark-mission-2020', 'logo-catalogue']
    const summaries = selectSourceSummaries(release, ids)
    expect(Object.entries(summaries)).toEqual([
      [
        'denmark-mission-2020',
        {
          title: 'IOM',
          publisher: 'Permanent Mission of Denmark in Geneva',
          published: '2020-05',
          url: 'https://fngeneve.um.dk/en/humanitarian-affairs/iom',
        },
      ],
      ['logo-catalogue', expect.objectContaining({ title: 'IOM Logo' })],
    ])
  })

  it('reads a source from the database once, and from the cache afterwards', () => {
    const fresh = openRelease(fixtureDatabase)
    const queries = (...ids: string[]) =>
      recordStatements(fresh, (recording) => selectSourceSummaries(recording, ids)).map(
        (recorded) => [...tablesOf(recorded)],
      )
    expect(queries('logo-catalogue', 'denmark-mission-2020')).toEqual([['sources']])
    expect(queries('denmark-mission-2020', 'logo-catalogue')).toEqual([])
    expect(queries('logo-catalogue', 'exam-notes-2025')).toEqual([['sources']])
    expect(queries()).toEqual([])
  })

  it('throws for an id that no source has', () => {
    expect(() => selectSourceSummaries(release, ['no-such-id'])).toThrow(
      'There is no source no-such-id.',
    )
  })
})
