import { describe, expect, it } from 'vitest'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { get, type Json } from '../support/app.ts'
import { app } from './list-requests.ts'

const { body } = await app.inject({ url: '/v1/claims?format=ndjson&limit=all' })
const claimsById = new Map<string, Json>(
  body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map((claim) => [claim.id, claim]),
)

/** The fields of other records that a value can follow from. */
const SOURCE_FIELDS: Readonly<Record<string, RegExp>> = {
  end: /^(?:start|established|end|abolished|dissolved|died)$/,
  abolished: /^(?:established|abolished|dissolved)$/,
  name: /^name$/,
  name_language: /^language$/,
  acronym: /^acronym$/,
  headquarters_city: /^city$/,
  headquarters_country: /^country$/,
}

describe.each(resourceTypes)('the evidence of /v1/$name', (resourceType) => {
  const url = `/v1/${resourceType.name}?limit=500`

  /** Fields with values that documents state, of the record or of those that the value follows from. */
  const stated = [
    ...Object.keys(resourceType.fields),
    // The number of members in the roster is counted, and not stated.
    ...(resourceType.name === 'organizations' ? Object.keys(resourceType.computed ?? {}) : []),
  ]

  it('has a claim that agrees for every value, also for an end and a name that follow from other records', async () => {
    const { data } = await get(app, url)
    for (const record of data)
      for (const field of stated) {
        if (record[field] === null) continue
        const claims = record.evidence.filter((claim: Json) => claim.field === field)
        expect(
          claims.map(({ stance }: Json) => stance),
          `${record.id} ${field}`,
        ).toContain('agrees')
      }
  })

  it('names the record of each claim that is about another one', async () => {
    const { data } = await get(app, url)
    for (const { id, evidence } of data)
      for (const { claim, field, record = id } of evidence) {
        const stated = claimsById.get(claim)
        expect([stated?.record, record === id || stated?.field]).toEqual([
          record,
          record === id || expect.stringMatching(SOURCE_FIELDS[field] ?? /^$/),
        ])
      }
  })

  it('cites sources that the response describes once, and no others', async () => {
    const { data, sources } = await get(app, url)
    const cited = data.flatMap(({ evidence }: Json) => evidence.map(({ source }: Json) => source))
    expect(Object.keys(sources)).toEqual([...new Set(cited)].sort())
    for (const summary of Object.values<Json>(sources))
      expect(Object.keys(summary)).toEqual(['title', 'publisher', 'published', 'url'])
  })

  it('has the place of each claim, and its value only when it differs from the served one', async () => {
    const { data } = await get(app, url)
    for (const record of data)
      for (const { field, at, stance, value } of record.evidence) {
        expect(at).not.toBe('')
        if (stance === 'disagrees') expect(value).toBeDefined()
        if (value !== undefined) expect(value).not.toEqual(record[field])
      }
  })

  it('has the note of every claim that is set aside', async () => {
    const { data } = await get(app, url)
    const claims = data.flatMap(({ evidence }: Json) => evidence)
    for (const { stance, note } of claims) if (stance === 'set_aside') expect(note).toBeTruthy()
  })

  it('is absent, and no source is described, with evidence=none', async () => {
    const { data, sources } = await get(app, `${url}&evidence=none`)
    for (const record of data) expect(record).not.toHaveProperty('evidence')
    expect(sources).toEqual({})
  })
})
