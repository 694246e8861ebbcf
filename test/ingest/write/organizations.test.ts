import { describe, expect, it } from 'vitest'
import { loadFolder, temporaryFolder } from '../../support/app.ts'
import { CODES } from '../../support/broken-seed.ts'

/** An organization is known from the first claim about one of its records. */

const source = (id: string, published: string) =>
  `source: { id: ${id}, title: A page, kind: press, published: ${published}, published_basis: stated }\n`

/** The days from which the versions of an organization are known, and the date of its foundation. */
function versionsOf(...documents: string[]): unknown[] {
  const { db } = loadFolder(temporaryFolder({ 'a.yaml': CODES + documents.join('---\n') }))
  return db
    .prepare(
      "SELECT known_from, founded FROM organizations WHERE id = 'league' ORDER BY known_from",
    )
    .raw()
    .all()
}

const founded = `${source('mission', '2020-05-31')}organizations: [{ id: league, at: 1, founded: 1951 }]\n`
const older = source('letter', '1960-01-01')

describe('an organization is known', () => {
  it('from its own first claim, when no source names it before', () => {
    expect(versionsOf(founded)).toEqual([['2020-05-31', '1951']])
  })

  it.each([
    [
      'a name',
      'names: [{ id: league-name, at: 1, organization: league, language: en, name: League }]',
    ],
    [
      'a location',
      'locations: [{ id: seat, at: 1, organization: league, kind: headquarters, country: CH }]',
    ],
    [
      'a record that is not complete',
      'names: [{ id: league-name, at: 1, organization: league, language: en }]',
    ],
  ])('from the first claim about %s', (_, section) => {
    const name = 'names: [{ id: league-name, at: 1, language: en, name: League }]\n'
    expect(versionsOf(`${older}${section}\n`, `${founded}about: league\n${name}`)).toEqual([
      ['1960-01-01', null],
      ['2020-05-31', '1951'],
    ])
  })

  it('from the first claim about a term in one of its posts', () => {
    const term = `people: [{ id: ada, at: 1, name: Ada }]
leadership: [{ id: ada-head, at: 1, post: head, person: ada }]
`
    const post = 'posts: [{ id: head, at: 1, rank: head, holders: one, title: Head }]\n'
    expect(versionsOf(older + term, `${founded}about: league\n${post}`)).toEqual([
      ['1960-01-01', null],
      ['2020-05-31', '1951'],
    ])
  })

  it('not from a claim that was set aside', () => {
    const wrong = `names: [{ id: n, at: 1, organization: league, language: en, name: N, set_aside: of another }]\n`
    expect(versionsOf(older + wrong, founded)).toEqual([['2020-05-31', '1951']])
  })
})
