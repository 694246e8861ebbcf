import { describe, expect, it } from 'vitest'
import { collections } from '../../src/api/collections/index.ts'
import { collectionOfId, similarIds, unknownIdError } from '../../src/query/unknown-ids.ts'
import { idsOf, listOf, fixtureRelease as release, selectRows } from './fixture-release.ts'

/** The collections whose ids are ids of records. */
const withRecords = collections
  .map(({ list }) => list)
  .filter(({ name }) => !['claims', 'disputes', 'changes', 'search'].includes(name))

describe('collectionOfId', () => {
  it.each(withRecords)('returns $name for each id of its list', (list) => {
    for (const id of idsOf(selectRows(release, list)))
      expect(collectionOfId(release, String(id))).toBe(list.name)
  })

  it('returns the collection of a record that is not served, and undefined for no record', () => {
    expect(collectionOfId(release, 'iom-un-dependent')).toBe('relations')
    expect(collectionOfId(release, 'no-such-id')).toBeUndefined()
  })
})

describe('unknownIdError', () => {
  it('names the first known day of a record that was not known yet', () => {
    expect(unknownIdError(release, listOf('organizations'), 'iom')).toMatchObject({
      why: { reason: 'not_yet_known', known_from: '1995-12-31' },
    })
    expect(unknownIdError(release, listOf('changes'), '2018-06-29')).toMatchObject({
      why: { reason: 'not_yet_known', known_from: '2018-06-29' },
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
