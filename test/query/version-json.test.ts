import { describe, expect, it } from 'vitest'
import { STANCES } from '../../src/domain/claim.ts'
import type { ResourceType } from '../../src/domain/resource-type.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { hasStatus, timeKinds } from '../../src/domain/valid-time.ts'
import { evidenceAt, selectVersionJson } from '../../src/query/version-json.ts'
import {
  evidenceOf,
  idsOf,
  listOf,
  fixtureRelease as release,
  selectRows,
} from './fixture-release.ts'

/** The days on which sources became known. */
const days = idsOf(selectRows(release, listOf('changes'))).map(String)

const known = new Map(selectRows(release, listOf('claims')).map((claim) => [claim.id, claim]))

/** Days of knowledge time: before and after documents about several organizations became known. */
const DAYS = ['1996-01-01', '2004-12-31', '2013-07-15', '2020-05-31', '2026-11-27']

/** The fields with the end of a record, by resource type: an end can follow from other records. */
const endFields = ({ time }: ResourceType) =>
  timeKinds(time).flatMap((kind) => (hasStatus(kind) ? [kind.end] : []))

describe('the evidence at a knowledge time', () => {
  it('is on every day exactly the claims of each record that were known, each with its stance', () => {
    for (const known_at of days) {
      const claims = selectRows(release, listOf('claims'), { known_at })
      const ofRecord = Map.groupBy(claims, ({ record }) => record)
      for (const { name } of resourceTypes) {
        const rows = selectRows(release, listOf(name), { known_at })
        for (const [index, items] of evidenceOf(release, rows, known_at).entries()) {
          const own = items.filter(({ record }) => record === undefined)
          const expected = ofRecord.get(rows[index]?.id ?? null) ?? []
          expect(own.map(({ claim, stance }) => `${claim} ${stance}`).sort()).toEqual(
            expected.map(({ id, stance }) => `${id} ${stance}`).sort(),
          )
        }
      }
    }
  }, 120_000)

  it('names every source that it cites', () => {
    for (const known_at of DAYS)
      for (const { name } of resourceTypes) {
        const rows = selectRows(release, listOf(name), { known_at })
        for (const version of selectVersionJson(release, rows))
          for (const fields of [null, ['start', 'name']]) {
            const { json, cited } = evidenceAt(version, known_at, fields)
            const sources = JSON.parse(json).map(({ source }: { source: string }) => source)
            expect(new Set(cited)).toEqual(new Set(sources))
          }
      }
  })

  it('is the stored text from the day on which all of it is known', () => {
    const [version] = selectVersionJson(release, [
      { id: 'iom-director-general-vitorino', known_from: '2018-06-29' },
    ])
    if (version === undefined) throw new Error('There is no such version.')
    expect(evidenceAt(version, version.complete_from, null).json).toBe(version.evidence)
    const before = JSON.parse(evidenceAt(version, '2018-06-29', null).json)
    expect(before.length).toBeGreaterThan(0)
    expect(JSON.parse(version.evidence)).toEqual(expect.arrayContaining(before))
  })
})

describe.each(resourceTypes)('the evidence of $name', (type) => {
  const list = listOf(type.name)

  it('has besides only known claims of other records, for an end that no claim of its own states', () => {
    for (const known_at of DAYS) {
      const rows = selectRows(release, list, { known_at })
      const evidence = evidenceOf(release, rows, known_at)
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

  it('has the evidence ordered by field, then stance', () => {
    const rows = selectRows(release, list)
    const fields = Object.keys(type.fields)
    for (const items of evidenceOf(release, rows)) {
      const positions = items.map(({ field, stance }) => [
        fields.indexOf(field),
        STANCES.indexOf(stance),
      ])
      expect(positions).toEqual(
        positions.toSorted(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d),
      )
    }
  })

  it('has a value only if it differs from the served value', () => {
    const rows = selectRows(release, list)
    for (const [index, items] of evidenceOf(release, rows).entries())
      for (const { field, record, stance, value } of items) {
        if (stance === 'agrees' && record === undefined) expect(value).toBeUndefined()
        if (stance === 'disagrees') expect(value).toBeDefined()
        if (value !== undefined) expect(value).not.toBe(rows[index]?.[field])
      }
  })

  it('has for each field alone the part of the whole evidence that is about it', () => {
    const rows = selectRows(release, list, { limit: 50 })
    const whole = evidenceOf(release, rows)
    for (const field of Object.keys(type.fields))
      expect(evidenceOf(release, rows, release.last_known, [field])).toEqual(
        whole.map((items) => items.filter((item) => item.field === field)),
      )
    expect(evidenceOf(release, rows, release.last_known, []).flat()).toEqual([])
  })
})

describe('the evidence of people', () => {
  it('has the reason and the note of a claim that was set aside', () => {
    const rows = selectRows(release, listOf('people'))
    const evidence = evidenceOf(release, rows, release.last_known, ['name'])
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

describe('selectVersionJson', () => {
  it('returns the versions in the given order, also one twice', () => {
    const rows = selectRows(release, listOf('people'), { limit: 5 })
    const versions = [...rows.toReversed(), ...rows]
    const fields = selectVersionJson(release, versions).map((version) => JSON.parse(version.fields))
    expect(idsOf(fields)).toEqual(idsOf(versions))
    expect(selectVersionJson(release, [])).toEqual([])
  })

  it('throws for a version that does not exist', () => {
    expect(() => selectVersionJson(release, [{ id: 'iom', known_from: '1900-01-01' }])).toThrow(
      'A version has no JSON.',
    )
  })
})
