import { describe, expect, it } from 'vitest'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { get, type Json } from '../support/app.ts'
import { app } from './list-requests.ts'

describe.each(resourceTypes)('the evidence of /v1/$name', (resourceType) => {
  const url = `/v1/${resourceType.name}?limit=500`

  it('has a claim that agrees for every value that is not derived', async () => {
    const { data } = await get(app, url)
    for (const record of data)
      for (const field of Object.keys(resourceType.fields)) {
        if (record[field] === null) continue
        const isDerived = record.status === 'ended' && ['end', 'abolished'].includes(field)
        if (isDerived) continue
        const claims = record.evidence.filter((claim: Json) => claim.field === field)
        expect(
          claims.map(({ stance }: Json) => stance),
          `${record.id} ${field}`,
        ).toContain('agrees')
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
