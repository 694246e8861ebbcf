import { describe, expect, it } from 'vitest'
import { peopleList } from '../../../src/query/views/people.ts'
import {
  idsOf,
  listOf,
  fixtureRelease as release,
  releaseOf,
  selectRows,
} from '../fixture-release.ts'

const DAYS = ['1990-05-02', '1996-03-05', '2004-11-20', '2013-07-15', '2020-05-31', '2026-11-27']

describe('the list of people', () => {
  it.each(DAYS)(
    'has on %s with each organization the holders of its posts, each once',
    (known_at) => {
      const terms = selectRows(release, listOf('leadership'), { known_at })
      for (const id of idsOf(selectRows(release, listOf('organizations')))) {
        const holders = terms.filter(({ organization }) => organization === id)
        const rows = selectRows(release, peopleList, { known_at, filters: { organization: id } })
        expect(idsOf(rows)).toEqual([...new Set(holders.map(({ person }) => person))].sort())
      }
    },
  )

  it.each([
    [
      { organization: 'organization-of-african-unity', nationality: 'CM' },
      ['nzo-ekangaki', 'william-eteki'],
    ],
    // A person with posts in two organizations.
    [{ organization: 'organization-of-african-unity', nationality: 'CI' }, ['amara-essy']],
    [{ organization: 'african-union', nationality: 'CI' }, ['amara-essy']],
    // A person with two posts, one in a body.
    [{ organization: 'fifa', born_from: '1930' }, ['jerome-valcke', 'sepp-blatter', 'urs-linsi']],
    [{ organization: 'fifa', born_to: '1860' }, ['daniel-burley-woolfall']],
    [
      { organization: 'example-merged-company' },
      [
        'example-person-acting-director',
        'example-person-board-member',
        'example-person-chair',
        'example-person-first-director',
        'example-person-second-director',
      ],
    ],
    // Members of a body are no holders of a post.
    [{ organization: 'example-association' }, []],
    [{ organization: 'example-acquiring-company' }, []],
  ])('has with %j the people %j', (filters, expected) => {
    expect(idsOf(selectRows(release, peopleList, { filters }))).toEqual(expected)
  })

  it('has with an organization only people whose term was known', () => {
    const known = (known_at: string) =>
      idsOf(
        selectRows(release, peopleList, {
          known_at,
          filters: { organization: 'example-town-council' },
        }),
      )
    expect(known('1996-03-04')).toEqual([])
    expect(known('1996-03-05')).toEqual(['example-person-alder', 'example-person-birch'])
    expect(known('2004-12-31')).toHaveLength(5)
  })

  it('has people without a post, but not with an organization', () => {
    const release = releaseOf({
      'all.yaml': `codes: { post_ranks: [{ code: head, label: Head }] }
---
source: { id: page, title: A page, kind: official, published: 2020-12-31, published_basis: stated }
about: league
organizations: [{ id: league, at: 1, founded: 1951 }]
people: [{ id: ada, at: 1, name: Ada }, { id: ben, at: 1, name: Ben }]
posts: [{ id: league-head, at: 1, rank: head, holders: one, title: Head }]
leadership: [{ id: league-head-ada, at: 1, post: league-head, person: ada }]
`,
    })
    expect(idsOf(selectRows(release, peopleList))).toEqual(['ada', 'ben'])
    const filters = { organization: 'league' }
    expect(idsOf(selectRows(release, peopleList, { filters }))).toEqual(['ada'])
  })
})
