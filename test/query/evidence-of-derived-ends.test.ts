import { describe, expect, it } from 'vitest'
import type { ResourceType } from '../../src/domain/resource-type.ts'
import { leadership } from '../../src/domain/resources/leadership.ts'
import { members } from '../../src/domain/resources/members.ts'
import { names } from '../../src/domain/resources/names.ts'
import { posts } from '../../src/domain/resources/posts.ts'
import { evidenceOf, listOf, fixtureRelease as release, selectRows } from './fixture-release.ts'

const known = new Map(selectRows(release, listOf('claims')).map((claim) => [claim.id, claim]))

describe('the evidence of a derived end', () => {
  /** The end of a record, and the claims that it follows from: `record field value source`. */
  function endOf(type: ResourceType, id: string, known_at = release.last_known) {
    const rows = selectRows(release, listOf(type.name), { known_at })
    const index = rows.findIndex((row) => row.id === id)
    const evidence = evidenceOf(release, rows, known_at, ['end'])[index] ?? []
    const claims = evidence.map(({ claim, record, source, value }) => {
      const { field } = known.get(claim) ?? {}
      return [record, field, value, source].join(' ')
    })
    return [rows[index]?.end, claims]
  }

  it.each([
    [
      'of a term from the start of the next one in its post',
      leadership,
      'iom-director-general-swing',
      '../2018-10-01',
      'iom-director-general-vitorino start 2018-10-01 diaspora-portuguesa-vitorino',
    ],
    [
      'of a term from the start of a term in another post that replaces it',
      leadership,
      'example-town-deputy-mayor-birch',
      '../1996-06-20',
      'example-town-mayor-elm start 1996-06-20 example-town-yearbook-2004',
    ],
    [
      'of a term from the death of the person',
      leadership,
      'example-merged-company-managing-director-first',
      '../2004-11-15',
      'example-person-first-director died 2004-11-15 example-company-gazette-2004',
    ],
    [
      'of a post from the end of its body',
      posts,
      'example-town-councillor-riverside',
      '2000-05-03',
      'example-town-ward-riverside abolished  example-town-yearbook-2004',
    ],
    [
      'of a term from the end of the body of its post',
      leadership,
      'example-town-councillor-riverside-dogwood',
      '../2000-05-03',
      'example-town-ward-riverside abolished 2000-05-03 example-town-yearbook-2004',
    ],
    [
      'of a name from the start of the next one in its language',
      names,
      'example-union-name-first',
      '1995-11',
      'example-union-name-current start  example-union-protocol-1995',
    ],
    [
      'of a name from the end of the organization',
      names,
      'organization-of-african-unity-name-fr',
      '2002-07-08',
      'organization-of-african-unity dissolved  allafrica-au-summit-2002',
    ],
    [
      'of a role from the start of the next role of the party',
      members,
      'example-town-planning-chamber-associate',
      '1996-01-01',
      'example-town-planning-chamber start  example-town-yearbook-2004',
    ],
    [
      'of a membership from the end of the organization that is the member',
      members,
      'example-association-company',
      '2013-06-30',
      'example-merged-company dissolved  example-company-register-2013',
    ],
  ])('returns for the end %s the claims about it', (_, type, id, end, claim) => {
    expect(endOf(type, id)).toEqual([end, [claim]])
  })

  it('returns only the claims that were known', () => {
    const ofName = (known_at: string) => endOf(names, 'iom-name-icem', known_at)
    const source = (name: string) => `iom-name-icm start  cia-world-factbook-${name}`
    expect(ofName('1995-12-31')).toEqual(['1980-11', [source('1995')]])
    expect(ofName('1998-12-30')).toEqual(['1980-11', [source('1995')]])
    expect(ofName('1998-12-31')).toEqual(['1980-11', [source('1995'), source('1998')]])
  })
})
