import { describe, expect, it } from 'vitest'
import { get, type Json } from '../support/app.ts'
import { KNOWN, recordApps } from './record-apps.ts'

describe.each(recordApps)('an error in a document, in the %s', (_, app) => {
  it.each([
    ['people/antonio-vitorino', 'name', 'António Vitorino', 'António Vitrino', 'line 4'],
    ['names/iom-name-icm', 'acronym', 'ICM', 'CIM', 'line 11'],
    [
      'compacts/new-york-declaration',
      'title',
      'New York Declaration for Refugees and Migrants',
      'New York Declaration on Refugees and Migrants',
      'line 6',
    ],
  ])(
    'is set aside in %s with a reason, and stays in the evidence',
    async (path, field, correct, wrong, at) => {
      const { data } = await get(app, `/v1/${path}?${KNOWN}`)
      expect(data[field]).toBe(correct)
      const error = data.evidence.find(
        ({ stance, value }: Json) => stance === 'set_aside' && value === wrong,
      )
      expect(error).toMatchObject({ field, at })
      expect(error.note.length).toBeGreaterThan(10)
    },
  )
})
