import { describe, expect, it } from 'vitest'
import { type Row, storedColumns } from '../../../src/domain/record-serialization.ts'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import type { Release } from '../../../src/query/release.ts'
import { DISPUTED } from '../../support/disputed-seed.ts'
import { changesOf } from '../changes-of.ts'
import {
  evidenceOf,
  idsOf,
  listOf,
  fixtureRelease as release,
  releaseOf,
  selectRows,
} from '../fixture-release.ts'

const days = idsOf(selectRows(release, listOf('changes'))).map(String)

/** The records of a resource type at a day, by id. */
function recordsAt(name: string, known_at: string | undefined): Map<string, Row> {
  if (known_at === undefined) return new Map()
  const rows = selectRows(release, listOf(name), { known_at, sort: 'id' })
  return new Map(rows.map((row) => [String(row.id), row]))
}

/** The claims that disagree at a day. */
function disagreeingAt(known_at: string | undefined): Set<string> {
  if (known_at === undefined) return new Set()
  const evidence = resourceTypes.flatMap((type) =>
    evidenceOf(release, [...recordsAt(type.name, known_at).values()], known_at).flat(),
  )
  return new Set(evidence.filter(({ stance }) => stance === 'disagrees').map(({ claim }) => claim))
}

describe('a change', () => {
  it('has the sources of each day, oldest first', () => {
    const sources = selectRows(release, listOf('sources'), { sort: 'id' })
    const byDay = Map.groupBy(sources, ({ known_from }) => String(known_from))
    expect(days).toEqual([...byDay.keys()].sort())
    expect(days).toHaveLength(103)
    for (const { id, sources } of changesOf(release))
      expect(sources).toEqual(idsOf(byDay.get(id) ?? []))
  })

  it.each(resourceTypes)(
    'has which $name became known, and how their values changed',
    (type) => {
      const changes = changesOf(release)
      const fields = storedColumns(type).filter(
        (name) => !['id', 'known_from', 'known_to'].includes(name),
      )
      for (const [index, { id: day, became_known, changed }] of changes.entries()) {
        const [before, after] = [recordsAt(type.name, days[index - 1]), recordsAt(type.name, day)]
        const ids = [...after.keys()]
        const own = <T extends { collection: string }>(items: T[]) =>
          items.filter(({ collection }) => collection === type.name)
        expect(own(became_known).map(({ record }) => record)).toEqual(
          ids.filter((id) => !before.has(id)),
        )
        const differences = ids.flatMap((record) =>
          fields.flatMap((field) => {
            const [old, current] = [before.get(record)?.[field], after.get(record)?.[field]]
            if (old === undefined || current === undefined || old === current) return []
            return [{ record, collection: type.name, field, before: old, after: current }]
          }),
        )
        expect(own(changed)).toEqual(differences)
      }
    },
    60_000,
  )

  it('has the claims that disagree from that day on', () => {
    for (const [index, { id: day, overruled }] of changesOf(release).entries()) {
      const before = disagreeingAt(days[index - 1])
      const begun = [...disagreeingAt(day)].filter((claim) => !before.has(claim))
      expect(overruled.map(({ claim }) => claim).sort(), day).toEqual(begun.sort())
    }
  }, 60_000)

  it('has derived values before and after', () => {
    const [change] = changesOf(release, { since: '2018-06-29', until: '2018-06-29' })
    const changed = change?.changed.filter(({ record }) => record === 'iom-director-general-swing')
    expect(changed?.map(({ field, before, after }) => [field, before, after])).toEqual([
      ['end', null, '../2018-10-01'],
      ['attested', '2013-06', '2018-06/2018-06-29'],
      ['status', 'end_unknown', 'ended'],
    ])
  })

  it('has old claims that a new source overrules, and new claims that are overruled at once', () => {
    const disputed: Release = releaseOf(DISPUTED)
    const overruled = changesOf(disputed).map(({ id, overruled }) => [
      id,
      overruled.map(({ source, field }) => `${source} ${field}`),
    ])
    expect(overruled).toEqual([
      ['1960-12-31', []],
      ['2015-12-31', ['mission-2015 name']],
      ['2020-12-31', ['mission-2020 name', 'mission-2015 legal_basis']],
      ['2021-12-31', ['atlas-b website']],
      ['2022-12-31', ['wiki founded']],
    ])
  })
})

describe('the list of changes', () => {
  it.each([
    [{ since: '2020-05', until: '2020-05' }, ['2020-05-04', '2020-05-21', '2020-05-31']],
    [{ since: '2019-11-26', until: '2019' }, ['2019-11-26', '2019-12-31']],
    [{ since: '2026-11-21' }, ['2026-11-21', '2026-11-22', '2026-11-27']],
    [{ until: '1961', organization: 'example-union' }, ['1960-05-02']],
    [{ since: '2000', until: '2002', organization: 'african-union' }, ['2000-07-11', '2002-07-10']],
    [{ until: '1952-01-17' }, ['1952-01-17']],
    [{ since: '1953', until: '1953' }, ['1953-12-31']],
  ])('has with %j the days %j', (filters, expected) => {
    expect(idsOf(selectRows(release, listOf('changes'), { filters }))).toEqual(expected)
  })

  it('has the days that were known', () => {
    const options = { filters: { since: '2025-01-10' }, known_at: '2025-03-31' }
    expect(idsOf(selectRows(release, listOf('changes'), options))).toEqual([
      ...['2025-01-10', '2025-02-28', '2025-03-14', '2025-03-18'],
    ])
  })
})
