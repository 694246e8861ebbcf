import { describe, expect, it } from 'vitest'
import { collections } from '../../src/api/collections/index.ts'
import { collectionOfId, similarIds, unknownIdError } from '../../src/query/unknown-ids.ts'
import { idsOf, listOf, fixtureRelease as release, selectRows } from './fixture-release.ts'

/** Reference data: it has ids of its own. */
const REFERENCE_DATA = ['codes', 'completeness']
/** Views of the records of other collections. */
const VIEWS = ['claims', 'disputes', 'changes', 'timeline', 'search']

/** The collections whose ids are ids of records. */
const withRecords = collections
  .map(({ list }) => list)
  .filter(({ name }) => ![...REFERENCE_DATA, ...VIEWS].includes(name))

describe('collectionOfId', () => {
  it.each(withRecords)('returns $name for each id of its list', (list) => {
    for (const id of idsOf(selectRows(release, list)))
      expect(collectionOfId(release, String(id))).toBe(list.name)
  })

  it.each(REFERENCE_DATA)(
    'returns undefined for each id of %s, which is not an id of a record',
    (name) => {
      const ids = idsOf(selectRows(release, listOf(name)))
      expect(ids.length).toBeGreaterThan(0)
      for (const id of ids) expect(collectionOfId(release, String(id))).toBeUndefined()
    },
  )

  it('returns the collection of a record that is not served, and undefined for no record', () => {
    expect(collectionOfId(release, 'iom-un-dependent')).toBe('relations')
    expect(collectionOfId(release, 'no-such-id')).toBeUndefined()
  })
})

describe('unknownIdError', () => {
  it.each([
    ['organizations', 'iom', '1952-01-17'],
    ['organizations', 'african-union', '2000-07-11'],
    ['people', 'amy-pope', '2023-05-31'],
    ['member_counts', 'iom-member-states-2019-11-26', '2019-11-26'],
    ['changes', '2018-06-29', '2018-06-29'],
    ['sources', 'orgfacts-au-members-at-start', '2026-11-27'],
  ])('names for the list of %s the first day on which %s is known: %s', (name, id, known_from) => {
    expect(unknownIdError(release, listOf(name), id)).toMatchObject({
      why: { reason: 'not_yet_known', known_from },
    })
  })

  it.each(['iom-un-dependent', 'example-union-dependent'])(
    'states that the claims about %s were set aside',
    (id) => {
      expect(unknownIdError(release, listOf('relations'), id).why).toEqual({ reason: 'set_aside' })
    },
  )

  it('names the collection of a record of another collection', () => {
    expect(unknownIdError(release, listOf('people'), 'iom').why).toEqual({
      reason: 'other_collection',
      collection: 'organizations',
    })
  })

  it('names no collection and no similar id for an unknown id of reference data', () => {
    const why = (name: string, id: string) => unknownIdError(release, listOf(name), id).why
    const noRecord = { reason: 'no_record', similar: [] }
    expect(why('codes', 'measures.staf')).toEqual(noRecord)
    expect(why('completeness', 'iom-completeness-member')).toEqual(noRecord)
    expect(why('people', 'measures.staff')).toEqual(noRecord)
    expect(why('codes', 'iom')).toEqual({
      reason: 'other_collection',
      collection: 'organizations',
    })
  })

  it('names similar ids for an id that does not exist', () => {
    expect(unknownIdError(release, listOf('people'), 'antonio-vitorin').why).toEqual({
      reason: 'no_record',
      similar: ['antonio-vitorino'],
    })
    expect(unknownIdError(release, listOf('people'), 'zzz').why).toEqual({
      reason: 'no_record',
      similar: [],
    })
  })
})

describe('similarIds', () => {
  it.each([
    ['organizations', 'IOM', ['iom']],
    ['people', 'Amy-Pope', ['amy-pope']],
    ['people', 'mary-pope', []],
    ['sources', 'denmark-mision-2020', ['denmark-mission-2020']],
    ['people', 'iom', []],
    ['people', '', []],
    ['people', '%_*~', []],
  ])('returns for an id of %s like %j the ids %j', (collection, id, similar) => {
    expect(similarIds(release, collection, id)).toEqual(similar)
  })

  it.each(withRecords)('returns the id of $name to which a letter was added', ({ name }) => {
    for (const id of idsOf(selectRows(release, listOf(name))).slice(0, 20))
      expect(similarIds(release, name, `${id}z`)).toContain(id)
  })
})
