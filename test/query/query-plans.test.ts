import { describe, expect, it } from 'vitest'
import { collections } from '../../src/api/collections/index.ts'
import type { Row } from '../../src/domain/record-serialization.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { countList } from '../../src/query/count.ts'
import { selectEvidence } from '../../src/query/evidence.ts'
import type { ListDefinition } from '../../src/query/list-definition.ts'
import { type ListRequest, selectItem, selectPage } from '../../src/query/list-query.ts'
import type { Release } from '../../src/query/release.ts'
import {
  fixtureDatabase,
  listOf,
  listRequest,
  fixtureRelease as release,
  selectRows,
} from './fixture-release.ts'
import { type RecordedStatement, recordStatements } from './recorded-statements.ts'

/**
 * How SQLite runs the queries. The database has no statistics of its tables, so SQLite chooses by the
 * indexes alone: the plan for these few records is the plan for millions.
 */

function planOf({ statement, parameters }: RecordedStatement): string[] {
  return fixtureDatabase
    .prepare<[object], { detail: string }>(`EXPLAIN QUERY PLAN ${statement.source}`)
    .all(parameters)
    .map(({ detail }) => detail)
}

function plansOf(query: (release: Release) => void): string[][] {
  return recordStatements(release, query).map(planOf)
}

type RequestOptions = Parameters<typeof listRequest>[2]

/** The plans of a page with one row, and of the number of rows. */
function plansOfList(list: ListDefinition, options: RequestOptions): string[][] {
  const request: ListRequest = listRequest(release, list, { ...options, limit: 1 })
  return plansOf((recording) => {
    const page = selectPage(recording, list, request)
    countList(recording, list, request, { ...page, next: page.next ?? ['', ''] })
  })
}

/** A request with each filter, by a value that a record has. */
function filteredRequests(
  list: ListDefinition,
  records: readonly Row[],
): [filter: string, options: NonNullable<RequestOptions>][] {
  return Object.entries(list.filters).flatMap(([name, { schema, refersTo }]) => {
    const isDate = (schema as { format?: string }).format === 'edtf'
    const values = (schema as { enum?: string[] }).enum
    const value =
      records.map((record) => record[name]).find((cell) => cell != null) ??
      (isDate ? '2014' : refersTo === 'sources' ? 'ukraine-mission-2014' : values?.[0])
    return value === undefined ? [] : [[name, { filters: { [name]: value } }]]
  })
}

/** Filters that match few rows, which are then sorted. */
const SORTED_FILTERS = ['claims.record', 'disputes.source']

describe.each(collections.filter(({ name }) => name !== 'search'))(
  'the list of $name',
  (collection) => {
    const { name, list, schemas } = collection
    const rows = selectRows(release, list)
    const requests = filteredRequests(list, rows)

    it('has a test request for each of its filters', () => {
      expect(requests.map(([filter]) => filter)).toEqual(Object.keys(list.filters))
    })

    it('reads a page in the order of an index, without sorting, with each filter and each time', () => {
      const { next } = selectPage(release, list, listRequest(release, list, { limit: 1 }))
      expect(next).not.toBeNull()
      const all: typeof requests = [
        ['', {}],
        ['cursor', { after: next }],
        ...(list.validTime === null
          ? []
          : [['valid_at', { valid_at: '2014' }] as (typeof requests)[0]]),
        ...requests.filter(([filter]) => !SORTED_FILTERS.includes(`${name}.${filter}`)),
      ]
      for (const [filter, options] of all)
        for (const plan of plansOfList(list, options))
          expect(plan, filter).not.toContain('USE TEMP B-TREE FOR ORDER BY')
    })

    it('reads only records with the id if it is filtered by one', () => {
      for (const [filter, options] of requests) {
        if (list.filters[filter]?.refersTo === undefined) continue
        for (const plan of plansOfList(list, options))
          expect(
            plan.filter((step) => /^SCAN (?!\(subquery)/.test(step)),
            filter,
          ).toEqual([])
      }
    })

    it('finds an item by its key', () => {
      if (schemas.item === null) return
      const request = { ...listRequest(release, list), id: String(rows[0]?.id) }
      const [plan = []] = plansOf((recording) => selectItem(recording, list, request))
      expect(plan[0]).toMatch(/^SEARCH \w+ USING (?:PRIMARY KEY|INDEX \w+) \(id=\?/)
      expect(plan.filter((step) => step.startsWith('SCAN'))).toEqual([])
    })
  },
)

describe('the subqueries of each row of a page', () => {
  function stepsAbout(name: string, alias: string): string[] {
    const plans = plansOfList(listOf(name), { filters: { organization: 'iom' }, valid_at: '2014' })
    return plans.flat().filter((step) => new RegExp(`^(?:SEARCH|SCAN) ${alias} `).test(step))
  }

  it.each(['member_counts', 'figures'])(
    'find later statements of a series of %s in an index alone',
    (name) => {
      const steps = stepsAbout(name, 'later')
      expect(steps.length).toBeGreaterThan(0)
      for (const step of steps) expect(step).toContain(`USING COVERING INDEX ${name}_series (`)
    },
  )

  it('count the members of a date in an index alone', () => {
    const steps = stepsAbout('member_counts', 'member')
    expect(steps).toHaveLength(3)
    for (const step of steps) expect(step).toContain('USING COVERING INDEX members_roster (')
  })
})

describe('selectEvidence', () => {
  it.each(resourceTypes)(
    'finds the evidence of all $name of a page by keys in one query',
    (type) => {
      const rows = selectRows(release, listOf(type.name), { limit: 20 })
      expect(rows.length).toBeGreaterThan(0)
      expect(
        plansOf((recording) => selectEvidence(recording, type, rows, release.last_known)),
      ).toEqual([
        [
          'SCAN version VIRTUAL TABLE INDEX 1:',
          'SEARCH stances USING PRIMARY KEY (record=? AND known_from=?)',
          'SEARCH claims USING INTEGER PRIMARY KEY (rowid=?)',
        ],
      ])
    },
  )
})
