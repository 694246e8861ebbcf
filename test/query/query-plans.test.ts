import { describe, expect, it } from 'vitest'
import { collections } from '../../src/api/collections/index.ts'
import type { Row } from '../../src/domain/record-serialization.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import type { ParameterSchema } from '../../src/http/validation-errors.ts'
import { countList } from '../../src/query/count.ts'
import type { ListDefinition } from '../../src/query/list-definition.ts'
import { type ListRequest, selectItem, selectPage } from '../../src/query/list-query.ts'
import type { Release } from '../../src/query/release.ts'
import { selectVersionJson } from '../../src/query/version-json.ts'
import { requiredQuery } from '../support/required-query.ts'
import {
  fixtureDatabase,
  listOf,
  listRequest,
  REFERENCES,
  fixtureRelease as release,
  selectRows,
} from './fixture-release.ts'
import { type RecordedStatement, recordStatements } from './recorded-statements.ts'

/**
 * How SQLite runs the queries. The database has no statistics of its tables, so SQLite chooses by the
 * indexes alone: the plan for these few records is the plan for millions.
 */

interface PlanStep {
  id: number
  parent: number
  detail: string
}

function stepsOf({ statement, parameters }: RecordedStatement): PlanStep[] {
  return fixtureDatabase
    .prepare<[object], PlanStep>(`EXPLAIN QUERY PLAN ${statement.source}`)
    .all(parameters)
}

const detailsOf = (steps: readonly PlanStep[]) => steps.map(({ detail }) => detail)

function plansOf(query: (release: Release) => void): string[][] {
  return recordStatements(release, query).map((recorded) => detailsOf(stepsOf(recorded)))
}

/** The steps of the query itself, without those of subqueries in its columns and conditions. */
function outerSteps(steps: readonly PlanStep[]): string[] {
  const inner = new Set<number>()
  for (const { id, parent, detail } of steps)
    if (inner.has(parent) || / SUBQUERY \d/.test(detail)) inner.add(id)
  return detailsOf(steps.filter(({ id }) => !inner.has(id)))
}

type RequestOptions = Parameters<typeof listRequest>[2]

/** The plans of a page with one row, and of the number of rows. */
function stepsOfList(list: ListDefinition, options: RequestOptions): PlanStep[][] {
  const request: ListRequest = listRequest(release, list, { ...options, limit: 1 })
  const recorded = recordStatements(release, (recording) => {
    const page = selectPage(recording, list, request)
    countList(recording, list, request, { ...page, next: page.next ?? ['', ''] })
  })
  return recorded.map(stepsOf)
}

/** A request with each filter, by a value that a record has if there is one. */
function filteredRequests(
  list: ListDefinition,
  records: readonly Row[],
): [filter: string, options: NonNullable<RequestOptions>][] {
  return Object.entries(list.filters).flatMap(([name, { schema, refersTo, values: kind }]) => {
    const { format, items, enum: values = items?.enum } = schema as ParameterSchema
    // A region is resolved to its countries.
    const field =
      kind === 'region' ? name.replace(/_region$/, '').replace(/region$/, 'country') : name
    const value =
      records
        .map((record) => record[field] ?? record[`${field}_country`])
        .find((cell) => cell != null) ??
      (format === 'edtf' ? '2014' : refersTo === undefined ? values?.[0] : REFERENCES[refersTo])
    if (name === 'identifier') return [[name, { filters: { identifier: 'wikidata:Q472311' } }]]
    return value === undefined ? [] : [[name, { filters: { [name]: value } }]]
  })
}

/** The tables that are read from their beginning. */
const scansOf = (plan: readonly string[]) =>
  plan.filter((step) => /^SCAN (?!\(subquery|day VIRTUAL|json_each VIRTUAL)/.test(step))

/** Filters that match few rows of many, which are found by their keys and then sorted. */
const SORTED_FILTERS = [
  'sources.organization',
  'claims.organization',
  'claims.record',
  'disputes.source',
]

const isSorted = (list: string, filter: string) =>
  filter === 'id' || filter === 'identifier' || SORTED_FILTERS.includes(`${list}.${filter}`)

/** Lists whose columns are subqueries that sort a handful of rows. */
const SORTING_COLUMNS = ['organizations']

/** Sorts and filters by a value that is computed for each request, which no index can have. */
const COMPUTED = ['organizations.name', 'member_counts.roster_agrees']

/** Lists in the order of their primary key: `SCAN item` reads the table in this order. */
const isByKey = (sort: string) => sort === 'id'

/** The steps that sort, or read a whole table in no order of use. */
const slowSteps = (steps: readonly PlanStep[], sort: string) =>
  outerSteps(steps).filter(
    (step) =>
      step.startsWith('USE TEMP B-TREE') || (/^SCAN (?!.* USING )/.test(step) && !isByKey(sort)),
  )

describe.each(collections.filter(({ name }) => Object.keys(requiredQuery(name)).length === 0))(
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
        ...requests.filter(([filter]) => !isSorted(name, filter)),
      ]
      const relevant = SORTING_COLUMNS.includes(name) ? outerSteps : detailsOf
      for (const [filter, options] of all)
        for (const steps of stepsOfList(list, options))
          expect(relevant(steps), filter).not.toContain('USE TEMP B-TREE FOR ORDER BY')
    })

    it('reads a page of each sort from an index, in both directions', () => {
      for (const sort of Object.keys(list.sorts)) {
        if (COMPUTED.includes(`${name}.${sort}`)) continue
        for (const direction of ['', '-']) {
          const [steps = []] = stepsOfList(list, { sort: `${direction}${sort}` })
          expect(slowSteps(steps, sort), `${direction}${sort}`).toEqual([])
        }
      }
    })

    it('reads a page with each filter from an index', () => {
      for (const [filter, options] of requests) {
        if (isSorted(name, filter)) continue
        const [steps = []] = stepsOfList(list, options)
        expect(slowSteps(steps, list.defaultSort), filter).toEqual([])
      }
    })

    it('finds the rows with a value of a filter by the index of the filter', () => {
      for (const [filter, options] of requests) {
        const { condition, refersTo } = list.filters[filter] ?? {}
        const value = options.filters?.[filter]
        const sql = typeof condition === 'function' ? condition(value, {}) : condition
        const isEqual = sql === `item."${filter}" = :${filter}`
        if ((!isEqual && refersTo === undefined) || COMPUTED.includes(`${name}.${filter}`)) continue
        const [steps = []] = stepsOfList(list, options)
        expect(outerSteps(steps)[0], filter).toMatch(/^SEARCH /)
      }
    })

    it('reads only records with the id if it is filtered by one', () => {
      for (const [filter, options] of requests) {
        if (list.filters[filter]?.refersTo === undefined) continue
        for (const steps of stepsOfList(list, options))
          expect(scansOf(detailsOf(steps)), filter).toEqual([])
      }
    })

    it('finds an item by its key', () => {
      if (schemas.item === null) return
      const request = { ...listRequest(release, list), id: String(rows[0]?.id) }
      const [plan = []] = plansOf((recording) => selectItem(recording, list, request))
      expect(plan[0]).toMatch(/^SEARCH \w+ USING (?:PRIMARY KEY|INDEX \w+) \(id=\?/)
      expect(scansOf(plan)).toEqual([])
    })
  },
)

describe('the subqueries of each row of a page', () => {
  function stepsAbout(name: string, alias: string): string[] {
    const options = { filters: { organization: 'iom' }, valid_at: '2014' }
    const steps = stepsOfList(listOf(name), options).flatMap(detailsOf)
    return steps.filter((step) => new RegExp(`^(?:SEARCH|SCAN) ${alias} `).test(step))
  }

  it.each(['member_counts', 'figures'])(
    'find later statements of a series of %s in an index alone',
    (name) => {
      const steps = stepsAbout(name, 'later')
      expect(steps.length).toBeGreaterThan(0)
      for (const step of steps) expect(step).toContain(`USING COVERING INDEX ${name}_series (`)
    },
  )

  it('find later terms of a post by the post and their start', () => {
    const steps = stepsAbout('leadership', 'later')
    expect(steps.length).toBeGreaterThan(0)
    for (const step of steps)
      expect(step).toContain('USING INDEX leadership_post (post=? AND start_min>?)')
  })

  it('count the members of each counted role, on a date or at a valid time, in an index alone', () => {
    const steps = stepsAbout('member_counts', 'member')
    expect(steps).toHaveLength(5)
    const key = 'USING COVERING INDEX members_roster (organization=? AND body=? AND role=?'
    for (const step of steps) expect(step).toContain(key)
  })

  it('find the names and the headquarters of an organization by its id', () => {
    const steps = stepsAbout('organizations', '(?:best|other)')
    expect(steps).toEqual([
      'SEARCH best USING INDEX names_by_organization (organization=?)',
      'SEARCH best USING INDEX names_by_organization (organization=?)',
      'SEARCH other USING INDEX names_organization (organization=?)',
      'SEARCH best USING INDEX locations_by_organization (organization=?)',
    ])
  })
})

describe('the filter by an organization', () => {
  it.each([
    ['people', 'SEARCH term USING INDEX leadership_by_organization (organization=?)'],
    ['claims', 'SEARCH claims USING INDEX claims_by_record (record=?)'],
    ['sources', 'SEARCH claims USING INDEX claims_by_record (record=?)'],
    ['changes', 'SEARCH item USING INDEX changes_organization (organization=? AND id<?)'],
  ])('of %s reads only what is linked to the organization: %s', (name, expected) => {
    for (const steps of stepsOfList(listOf(name), { filters: { organization: 'iom' } }))
      expect(detailsOf(steps)).toContain(expected)
  })
})

describe('several filters of claims', () => {
  const filters = {
    collection: 'names',
    field: 'name',
    record: 'iom-name-icem',
    organization: 'iom',
  }
  type Name = keyof typeof filters

  it.each<[Name[], string]>([
    [['collection', 'record'], 'claims_by_record (record=?)'],
    [['collection', 'organization'], 'claims_by_record (record=?)'],
    [['field', 'record'], 'claims_by_record (record=?)'],
    [['field', 'organization'], 'claims_by_record (record=?)'],
    [['collection', 'field'], 'claims_field (field=?)'],
  ])('%j use the index of the one that matches fewest', (names, index) => {
    const options = { filters: Object.fromEntries(names.map((name) => [name, filters[name]])) }
    const [steps = []] = stepsOfList(listOf('claims'), options)
    expect(outerSteps(steps)[0]).toBe(`SEARCH claims USING INDEX ${index}`)
  })
})

describe('selectVersionJson', () => {
  it.each(resourceTypes)('finds the JSON of all $name of a page by keys in one query', (type) => {
    const rows = selectRows(release, listOf(type.name), { limit: 20 })
    expect(rows.length).toBeGreaterThan(0)
    expect(plansOf((recording) => selectVersionJson(recording, rows))).toEqual([
      [
        'SCAN version VIRTUAL TABLE INDEX 1:',
        'SEARCH json USING INDEX sqlite_autoindex_version_json_1 (record=? AND known_from=?)',
      ],
    ])
  })
})
