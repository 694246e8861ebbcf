import { describe, expect, it } from 'vitest'
import { VOCABULARIES } from '../../../src/domain/vocabularies.ts'
import { selectItem } from '../../../src/query/list-query.ts'
import {
  codesList,
  completenessList,
  selectCompleteness,
} from '../../../src/query/views/reference-data.ts'
import { idsOf, listRequest, fixtureRelease as release, selectRows } from '../fixture-release.ts'

describe('the list of codes', () => {
  it('has the codes of all vocabularies, ordered by vocabulary and code', () => {
    const codes = selectRows(release, codesList)
    expect(codes).toHaveLength(131)
    expect([...new Set(codes.map(({ vocabulary }) => vocabulary))].sort()).toEqual(
      VOCABULARIES.toSorted(),
    )
    expect(idsOf(codes)).toEqual(
      codes.map(({ vocabulary, code }) => `${vocabulary}.${code}`).toSorted(),
    )
  })

  it.each([
    [
      { vocabulary: 'member_roles' },
      ['applicant', 'associate_member', 'member', 'observer', 'suspended'],
    ],
    [{ vocabulary: 'funding_recurrences' }, ['annual', 'once']],
    [{ vocabulary: 'measures', nature: 'flow', code: 'net_result' }, ['net_result']],
    [{ code: 'observer' }, ['observer', 'observer']],
    [{ code: 'suspended' }, ['suspended', 'suspended']],
    [{ vocabulary: 'units', nature: 'flow' }, []],
  ])('has with %j the codes %j', (filters, expected) => {
    expect(selectRows(release, codesList, { filters }).map(({ code }) => code)).toEqual(expected)
  })

  it.each([
    [
      'measures.net_result',
      { label: 'Net result', nature: 'flow', unit_kind: 'currency', signed: 1, counts_roles: null },
    ],
    ['measures.staff', { nature: 'stock', unit_kind: 'persons', signed: null }],
    ['count_categories.associate_members', { counts_roles: 'associate_member', nature: null }],
    ['count_categories.observers', { counts_roles: null }],
    [
      'identifier_schemes.wikidata',
      { pattern: '^Q[1-9][0-9]*$', url_template: 'https://www.wikidata.org/wiki/{value}' },
    ],
    ['relation_kinds.merged_into', { label: 'Merged into', inverse: 'predecessor' }],
  ])('has %s with what the program reads: %j', (id, expected) => {
    const request = { ...listRequest(release, codesList), id }
    expect(selectItem(release, codesList, request)).toMatchObject(expected)
  })
})

describe('the list of statements of completeness', () => {
  it.each([
    [
      { organization: 'iom' },
      [
        'iom-completeness-figures',
        'iom-completeness-heads',
        'iom-completeness-members',
        'iom-completeness-observer-counts',
        'iom-completeness-observers',
      ],
    ],
    [
      { organization: 'iom', collection: 'members', role: 'observer' },
      ['iom-completeness-observers'],
    ],
    [{ category: 'observer_states' }, ['iom-completeness-observer-counts']],
    [{ post: 'fifa-president' }, ['fifa-completeness-presidents']],
    [{ organization: 'fifa', extent: 'complete' }, ['fifa-completeness-presidents']],
    [{ organization: 'example-foundation' }, []],
  ])('has with %j the statements %j', (filters, expected) => {
    expect(idsOf(selectRows(release, completenessList, { filters }))).toEqual(expected)
  })

  it('is sorted with an open start before each other one, and an open end after each other one', () => {
    const column = (sort: 'start' | 'end') => {
      const rows = selectRows(release, completenessList, { sort })
      const days = rows.map((row) => String(row.sort_key))
      expect(days).toEqual(days.toSorted())
      return rows.map((row) => row[sort])
    }
    const [starts, ends] = [column('start'), column('end')]
    expect(starts.slice(-3)).toEqual(['1990-05-17', '2002-07-09', '2010-05-01'])
    expect(starts.filter((start) => start === null)).toEqual(starts.slice(0, -10))
    expect(ends.slice(0, 3)).toEqual(['2002-07-08', '2004', '2016-02-26'])
    expect(ends.filter((end) => end === null)).toEqual(ends.slice(5))
  })
})

describe('selectCompleteness', () => {
  const ids = (collection: string, organization: string, filters: Record<string, unknown>) =>
    idsOf(selectCompleteness(release, collection, organization, filters))

  it.each([
    ['members', 'iom', {}, ['iom-completeness-members', 'iom-completeness-observers']],
    ['members', 'iom', { role: 'member' }, ['iom-completeness-members']],
    ['members', 'iom', { role: 'observer' }, ['iom-completeness-observers']],
    ['members', 'iom', { role: 'suspended' }, []],
    // A filter that no statement is narrowed by leaves all of them.
    ['members', 'iom', { role: 'member', country: 'CH' }, ['iom-completeness-members']],
    // A statement about all roles is about each of them.
    ['members', 'example-town-council', {}, ['example-town-council-completeness-members']],
    [
      'members',
      'example-town-council',
      { role: 'member' },
      ['example-town-council-completeness-members'],
    ],
    [
      'leadership',
      'fifa',
      {},
      ['fifa-completeness-presidents', 'fifa-completeness-secretaries-general'],
    ],
    ['leadership', 'fifa', { post: 'fifa-president' }, ['fifa-completeness-presidents']],
    ['leadership', 'iom', { post: 'iom-deputy-director-general' }, []],
    [
      'leadership',
      'example-merged-company',
      { post: 'example-merged-company-board-chair' },
      ['example-merged-company-completeness-leadership'],
    ],
    ['member_counts', 'iom', { category: 'observer_states' }, ['iom-completeness-observer-counts']],
    ['member_counts', 'iom', { category: 'member_states' }, []],
    ['figures', 'iom', { measure: 'staff' }, ['iom-completeness-figures']],
    ['milestones', 'iom', {}, []],
    ['members', 'example-foundation', {}, []],
  ])(
    'of %s of %s with the filters %j returns %j',
    (collection, organization, filters, expected) => {
      expect(ids(collection, organization, filters)).toEqual(expected)
    },
  )

  it('returns the extent, the time and the note of each statement', () => {
    expect(selectCompleteness(release, 'leadership', 'iom', {})).toEqual([
      {
        id: 'iom-completeness-heads',
        role: null,
        category: null,
        post: 'iom-director-general',
        extent: 'complete',
        start: '1983-04',
        end: '2025-12-12',
        note: null,
      },
    ])
    expect(selectCompleteness(release, 'members', 'iom', { role: 'observer' })).toMatchObject([
      { extent: 'partial', role: 'observer', start: null, end: null, note: 'States only.' },
    ])
  })
})
