import { describe, expect, it } from 'vitest'
import { openRelease } from '../../src/query/release.ts'
import { selectSourceSummaries } from '../../src/query/source-summaries.ts'
import { fixtureDatabase, fixtureRelease as release } from './fixture-release.ts'
import { recordStatements, tablesOf } from './recorded-statements.ts'

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
