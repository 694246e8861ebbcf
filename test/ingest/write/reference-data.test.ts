import { describe, expect, it } from 'vitest'
import { loadFolder, temporaryFolder, withTemporaryFolder } from '../../support/app.ts'
import { VALID } from '../../support/broken-seed.ts'

const OURS = `codes:
  member_roles: [{ code: member, label: Member }, { code: associate_member, label: Associate }]
  count_categories:
    - { code: all_members, label: All members, counts_roles: [member, associate_member] }
  units: [{ code: persons, label: Persons, definition: People of any age. }]
  measures: [{ code: result, label: Result, nature: flow, unit_kind: currency, signed: true }]
completeness:
  - { id: roster, organization: iom, collection: members, role: member, extent: complete, start: 1951-12, end: 1990 }
  - { id: posts, organization: iom, collection: posts, extent: sample, note: Heads only. }
`
const { db } = await withTemporaryFolder({ 'a.yaml': VALID, 'ours.yaml': OURS }, loadFolder)

describe('a build stores', () => {
  it('codes with the attributes that their vocabulary has', () => {
    const select = db.prepare<[string], object>('SELECT * FROM codes WHERE id = ?')
    const none = {
      ...{ definition: null, nature: null, unit_kind: null, signed: null, counts_roles: null },
      ...{ pattern: null, url_template: null, inverse: null },
    }
    expect(select.get('units.persons')).toEqual({
      ...none,
      ...{ id: 'units.persons', vocabulary: 'units', code: 'persons', label: 'Persons' },
      definition: 'People of any age.',
    })
    expect(select.get('measures.result')).toEqual({
      ...none,
      ...{ id: 'measures.result', vocabulary: 'measures', code: 'result', label: 'Result' },
      ...{ nature: 'flow', unit_kind: 'currency', signed: 1 },
    })
  })

  it('a row for each role that a category counts', () => {
    expect(db.prepare('SELECT category, role FROM counted_roles').raw().all()).toEqual([
      ['all_members', 'associate_member'],
      ['all_members', 'member'],
    ])
  })

  it('statements of completeness with the first and the last day that they are about', () => {
    const rows = db.prepare('SELECT * FROM completeness ORDER BY id').all()
    expect(rows).toEqual([
      {
        ...{ id: 'posts', organization: 'iom', collection: 'posts', extent: 'sample' },
        ...{ role: null, category: null, post: null, note: 'Heads only.' },
        ...{ start: null, end: null, start_min: '0000-01-01', end_max: '9999-12-31' },
      },
      {
        ...{ id: 'roster', organization: 'iom', collection: 'members', extent: 'complete' },
        ...{ role: 'member', category: null, post: null, note: null },
        ...{ start: '1951-12', end: '1990', start_min: '1951-12-01', end_max: '1990-12-31' },
      },
    ])
  })

  it('codes and completeness when several files and sources state them, in any order', () => {
    const [codes = '', completeness = ''] = OURS.split(/(?=completeness:)/)
    const files = { '0.yaml': completeness, 'a.yaml': VALID, 'z.yaml': codes }
    const { result } = loadFolder(temporaryFolder(files))
    const { result: together } = loadFolder(temporaryFolder({ 'a.yaml': VALID, 'b.yaml': OURS }))
    expect(result).toEqual(together)
  })
})
