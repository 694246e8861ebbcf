import { describe, expect, it } from 'vitest'
import { collections } from '../../src/api/collections/index.ts'
import type { ListDefinition } from '../../src/query/list-definition.ts'
import { selectItem, selectPage } from '../../src/query/list-query.ts'
import { requiredQuery } from '../support/required-query.ts'
import { idsOf, listRequest, fixtureRelease as release } from './fixture-release.ts'

/** The rows as the query returns them, without the JSON of versions. */
function rowsOf(list: ListDefinition, options: Parameters<typeof listRequest>[2] = {}) {
  return selectPage(release, list, listRequest(release, list, options)).rows
}

describe.each(collections)('selectPage of $name', ({ name, list }) => {
  const filters = requiredQuery(name)
  const { columns, requiredColumns = columns, validTime } = list

  it('selects only the requested columns and those that rendering needs', () => {
    for (const column of columns) {
      const [row = {}] = rowsOf(list, { filters, fields: [column], limit: 1 })
      const selected = columns.filter((one) => one === column || requiredColumns.includes(one))
      const total = list.isCountedWithPage === true ? ['total'] : []
      expect(Object.keys(row)).toEqual([...selected, 'sort_key', ...total])
    }
  })

  it('selects the certainty with a valid time, and the neighbouring statements only if requested', () => {
    if (validTime === null) return
    const keys = (fields: string[] | null) =>
      Object.keys(rowsOf(list, { fields, limit: 1, valid_at: '1960/..' })[0] ?? {})
    const neighbours = Object.keys(validTime.neighbours)
    expect(keys(null)).toEqual([...columns, 'certainty', ...neighbours, 'sort_key'])
    expect(keys([])).toEqual([...requiredColumns, 'certainty', 'sort_key'])
    for (const neighbour of neighbours)
      expect(keys([neighbour])).toEqual([...requiredColumns, 'certainty', neighbour, 'sort_key'])
  })

  it('continues after a cursor without gap or repetition, in each order', () => {
    for (const sort of Object.keys(list.sorts).flatMap((one) => [one, `-${one}`])) {
      const whole = idsOf(rowsOf(list, { filters, sort }))
      const limit = Math.max(1, Math.ceil(whole.length / 5))
      const ids: unknown[] = []
      const request = listRequest(release, list, { filters, sort, limit })
      let page = selectPage(release, list, request)
      ids.push(...idsOf(page.rows))
      while (page.next !== null && ids.length < whole.length) {
        expect(page.rows).toHaveLength(limit)
        page = selectPage(release, list, { ...request, after: page.next })
        ids.push(...idsOf(page.rows))
      }
      expect(page.next).toBeNull()
      expect(ids, sort).toEqual(whole)
    }
  }, 60_000)
})

describe.each(collections.filter(({ name }) => Object.keys(requiredQuery(name)).length === 0))(
  'selectItem of $name',
  ({ list }) => {
    it('selects by its id the row that the list has', () => {
      for (const { sort_key: _, ...row } of rowsOf(list, { limit: 20 })) {
        const request = { ...listRequest(release, list), id: String(row.id) }
        expect(selectItem(release, list, request)).toEqual(row)
        const { fields, ...others } = request
        const required = Object.keys(selectItem(release, list, { ...others, fields: [] }) ?? {})
        expect(required).toEqual(list.requiredColumns ?? list.columns)
      }
    })

    it('selects the certainty of the list, and null for a row that was not true at that time', () => {
      if (list.validTime === null) return
      const valid_at = '1996'
      const certainties = new Map(
        rowsOf(list, { valid_at }).map(({ id, certainty }) => [id, certainty]),
      )
      for (const { id } of rowsOf(list)) {
        const request = { ...listRequest(release, list, { valid_at }), id: String(id) }
        expect(selectItem(release, list, request)?.certainty).toBe(
          certainties.get(id ?? '') ?? null,
        )
      }
    })

    it('returns undefined for an id that does not exist', () => {
      const request = { ...listRequest(release, list), id: 'no-such-id' }
      expect(selectItem(release, list, request)).toBeUndefined()
    })
  },
)
