import { describe, expect, it } from 'vitest'
import type { Collection } from '../../src/api/collection.ts'
import {
  type CollectionService,
  createCollectionService,
} from '../../src/api/collection-service.ts'
import { collections } from '../../src/api/endpoints/index.ts'
import {
  DEFAULTS,
  type ListQuery,
  listParameters,
  parameterDefaults,
} from '../../src/api/query-parameters.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { selectEvidence } from '../../src/query/evidence.ts'
import { openRelease, type Release } from '../../src/query/release.ts'
import { loadFolder, SEED } from '../support/app.ts'

/**
 * How SQLite finds what is asked for. No statistics are kept of the tables, so it decides by the
 * indexes alone: the plan for these few records is the plan for millions.
 */

const { db } = loadFolder(SEED)
const release = openRelease(db)

interface Plan {
  /** What the statement is called; of one that is not composed, itself. */
  name: string
  steps: string[]
}

/** The plans of all statements that a question takes. */
function plansOf(ask: (release: Release) => void): Plan[] {
  const plans: Plan[] = []
  const prepare: Release['prepare'] = (name, compose) => {
    const statement = release.prepare<never>(name, compose)
    const named = [...statement.source.matchAll(/:([a-z_]+)/g)].map(([, parameter]) => parameter)
    const steps = db
      .prepare<[object], { detail: string }>(`EXPLAIN QUERY PLAN ${statement.source}`)
      .all(Object.fromEntries(named.map((parameter) => [parameter, null])))
    plans.push({ name, steps: steps.map(({ detail }) => detail) })
    return statement
  }
  ask({ ...release, prepare })
  return plans
}

/** The plans of a page of a list, and of counting it where that is not seen from the page. */
function plansOfList(collection: Collection, query: Partial<ListQuery>): string[][] {
  const asked = { ...defaults(collection), limit: 1, ...query } as ListQuery
  return plansOf((release) => createCollectionService(release, collection).page(asked))
    .filter(({ name }) => /^(?:page|count) /.test(name))
    .map(({ steps }) => steps)
}

function defaults(collection: Collection): ListQuery {
  return { ...DEFAULTS, ...parameterDefaults(listParameters(collection)), ...collection.example }
}

const filed = collections.map((collection) => {
  const answers = createCollectionService(release, collection)
  const records = [
    ...answers.records({ ...defaults(collection), limit: 'all', evidence: 'none' }).chunks,
  ].flat()
  return { name: collection.name, collection, answers, records }
})

/** Questions with each filter, by a value that some record has. */
function narrowed({ collection, records }: (typeof filed)[number]): [string, Partial<ListQuery>][] {
  return Object.keys(collection.list.filters).flatMap((name): [string, Partial<ListQuery>][] => {
    if (/_(?:from|to)$|^since$|^until$/.test(name)) return [[name, { [name]: '2014' }]]
    const value = records.map((record) => record[name]).find((value) => value != null)
    return value === undefined ? [] : [[name, { [name]: value }]]
  })
}

const leadershipCollection = collections.find(({ name }) => name === 'leadership') as Collection

/** Few rows, which are put in order after they were found. */
const SORTED = ['claims record']

describe.each(filed.filter(({ name }) => name !== 'search'))('/v1/$name', (one) => {
  const { name, collection, answers, records } = one

  it('takes a page as an index has it, and puts nothing in order', () => {
    const { next } = answers.page({ ...defaults(collection), limit: 1 }).page
    const cursor = next && new URL(next, 'http://here').searchParams.get('cursor')
    const questions: [string, Partial<ListQuery>][] = [
      ['', {}],
      ...(collection.list.validTime === null
        ? []
        : ([['', { valid_at: '2014' }]] as [string, object][])),
      ...(cursor === null ? [] : ([['', { cursor }]] as [string, object][])),
      ...narrowed(one).filter(([filter]) => !SORTED.includes(`${name} ${filter}`)),
    ]
    for (const [filter, query] of questions)
      for (const steps of plansOfList(collection, query))
        expect(steps, filter).not.toContain('USE TEMP B-TREE FOR ORDER BY')
  })

  it('is narrowed by an id without looking at other records', () => {
    for (const [filter, query] of narrowed(one)) {
      if (collection.list.filters[filter]?.refersTo === undefined) continue
      for (const steps of plansOfList(collection, query))
        expect(
          steps.filter((step) => /^SCAN (?!\(subquery)/.test(step)),
          filter,
        ).toEqual([])
    }
  })

  it('finds one by its key', () => {
    if (collection.schemas.item === null) return
    const id = String(records[0]?.id)
    const [plan] = plansOf((release) =>
      createCollectionService(release, collection).item(id, DEFAULTS),
    ).filter(({ name }) => name.startsWith('item '))
    expect(plan?.steps[0]).toMatch(/^SEARCH \w+ USING (?:PRIMARY KEY|INDEX \w+) \(id=\?/)
    expect(plan?.steps.filter((step) => step.startsWith('SCAN'))).toEqual([])
  })
})

describe('what is looked for beside each row of a page', () => {
  const looked = (name: string) => {
    const { collection } = filed.find((one) => one.name === name) as (typeof filed)[number]
    return plansOfList(collection, { organization: 'iom', valid_at: '2014' }).flatMap((steps) =>
      steps.filter((step) => /^(?:SEARCH|SCAN) (?:later|member) /.test(step)),
    )
  }

  it.each(['member_counts', 'figures'])(
    'a later statement of a series, in %s, is in an index',
    (name) => {
      const later = looked(name).filter((step) => step.includes(' later '))
      expect(later.length).toBeGreaterThan(0)
      for (const step of later) expect(step).toContain(`USING COVERING INDEX ${name}_series (`)
    },
  )

  it('members are counted for a date in an index alone', () => {
    const counted = looked('member_counts').filter((step) => step.includes(' member '))
    expect(counted).toHaveLength(3)
    for (const step of counted) expect(step).toContain('USING COVERING INDEX members_roster (')
  })
})

describe('evidence', () => {
  it('is found by the keys of versions and claims, in one query for all records of a page', () => {
    for (const resourceType of resourceTypes) {
      const { answers } = filed.find(({ name }) => name === resourceType.name) as {
        answers: CollectionService
      }
      const { data } = answers.page({ ...DEFAULTS, limit: 20, evidence: 'none' })
      const rows = data.map(({ id, known_from }) => ({
        id: String(id),
        known_from: String(known_from),
      }))
      const plans = plansOf((release) =>
        selectEvidence(release, resourceType, rows, release.last_known),
      )
      expect(plans.map(({ steps }) => steps)).toEqual([
        [
          'SCAN version VIRTUAL TABLE INDEX 1:',
          'SEARCH stances USING PRIMARY KEY (record=? AND known_from=?)',
          'SEARCH claims USING INTEGER PRIMARY KEY (rowid=?)',
        ],
      ])
    }
  })
})

describe('the sources of a page', () => {
  it('are spelled out in one query, and the next time in none', () => {
    const fresh = openRelease(db)
    const ask = () => {
      const asked: string[] = []
      const prepare: Release['prepare'] = (name, compose) => {
        asked.push(name)
        return fresh.prepare(name, compose)
      }
      const { data } = createCollectionService({ ...fresh, prepare }, leadershipCollection).page({
        ...defaults(leadershipCollection),
        limit: 20,
      })
      expect(data.length).toBeGreaterThan(10)
      return asked.filter((name) => name.includes('FROM sources')).length
    }
    expect([ask(), ask()]).toEqual([1, 0])
  })
})
