import { describe, expect, it } from 'vitest'
import type { ResourceType } from '../../../src/domain/resource-type.ts'
import { leadership } from '../../../src/domain/resources/leadership.ts'
import { names } from '../../../src/domain/resources/names.ts'
import { organizations } from '../../../src/domain/resources/organizations.ts'
import { posts } from '../../../src/domain/resources/posts.ts'
import type { Lifetime } from '../../../src/ingest/resolve/lifetime.ts'
import { resolveVersions } from '../../../src/ingest/resolve/resolve.ts'
import { deriveEnds } from '../../../src/ingest/resolve/succession.ts'
import { claim, government, official, older, reference } from '../../support/random-claims.ts'
import {
  currentVersions,
  lifetimesOf,
  name,
  organization,
  post,
  recordOf,
  type Stated,
  term,
} from './groups.ts'

/** The evidence of a derived end names claims of other records. */

/** The id of a claim of the official source, as `record.field value`. */
const idOf = (type: ResourceType, record: string, field: string, value: string) =>
  claim(official, field, value, { collection: type.name, record }).id

/** The claims in the evidence of the end of a record. */
function evidenceOfEnd(
  type: ResourceType,
  group: Parameters<typeof deriveEnds>[1],
  lifetimes: readonly Lifetime[] = [],
): string[] {
  const [version] = currentVersions(type, group, () => lifetimes)
  return (version?.evidence ?? []).flatMap(({ field, stance, claim }) =>
    field === 'end' && stance === 'agrees' ? [claim] : [],
  )
}

describe('the evidence of the end of a term', () => {
  const endOf = (...others: [string, Stated][]) =>
    evidenceOfEnd(leadership, [
      term('first', { start: '2008' }),
      ...others.map(([record, stated]) => term(record, stated)),
    ])

  it('is the claim about the start of the next term', () => {
    expect(endOf(['second', { start: '2018-10', attested: '2019' }])).toEqual([
      idOf(leadership, 'second', 'start', '2018-10'),
    ])
  })

  it('is the claim about the time at which the next term is attested, when no start is known', () => {
    expect(endOf(['second', { attested: '2019' }])).toEqual([
      idOf(leadership, 'second', 'attested', '2019'),
    ])
  })

  it('is the earliest attestation, although the latest one is served', () => {
    const second = recordOf(
      leadership,
      'second',
      [official, { attested: '2019' }],
      [government, { attested: '2013' }],
    )
    const [version] = currentVersions(leadership, [term('first', { start: '2008' }), second])
    expect(version?.values.end).toBe('../2013-12-31')
    const ids = version?.evidence.filter(({ field }) => field === 'end').map(({ claim }) => claim)
    const of = { collection: 'leadership', record: 'second' }
    expect(ids).toEqual([claim(government, 'attested', '2013', of).id])
  })

  it('is the start and an attestation, when the start alone has no last day', () => {
    expect(endOf(['second', { start: '2010/..', attested: '2013' }])).toEqual([
      idOf(leadership, 'second', 'start', '2010/..'),
      idOf(leadership, 'second', 'attested', '2013'),
    ])
  })

  it('is the claim about the end of the next term, when nothing else is known of it', () => {
    expect(endOf(['second', { end: '2018' }])).toEqual([idOf(leadership, 'second', 'end', '2018')])
  })

  it('is that of the next term, when there are several later ones', () => {
    expect(endOf(['third', { start: '2018' }], ['second', { start: '2013' }])).toEqual([
      idOf(leadership, 'second', 'start', '2013'),
    ])
  })

  it('is empty when no end follows', () => {
    expect(endOf(['second', {}])).toEqual([])
  })
})

describe('the evidence of the end of a name', () => {
  it('is the claims about the starts of both names that may follow', () => {
    const group = [
      name('first', { start: '1951' }),
      name('second', { start: '1960/1970' }),
      name('third', { start: '1965' }),
    ]
    expect(evidenceOfEnd(names, group)).toEqual([
      idOf(names, 'third', 'start', '1965'),
      idOf(names, 'second', 'start', '1960/1970'),
    ])
  })

  it('is the claim about the end of the organization', () => {
    const league = lifetimesOf(organizations, organization('league', { dissolved: '1990' }))
    expect(evidenceOfEnd(names, [name('first', { start: '1951' })], league)).toEqual([
      idOf(organizations, 'league', 'dissolved', '1990'),
    ])
  })
})

describe('the evidence of the end of a term in a post that ended with its organization', () => {
  it('is the claim about the end of the organization', () => {
    const league = lifetimesOf(organizations, organization('league', { dissolved: '1990' }))
    const head = lifetimesOf(posts, post('head', {}), league)
    expect(evidenceOfEnd(leadership, [term('first', { start: '1980' })], head)).toEqual([
      idOf(organizations, 'league', 'dissolved', '1990'),
    ])
  })
})

describe('the order of evidence', () => {
  it('has claims of other records at the field of the end, before own claims that are set aside', () => {
    const of = { collection: 'names', record: 'first' }
    const claims = [
      claim(official, 'organization', 'league', of),
      claim(official, 'kind', 'official', of),
      claim(official, 'language', 'en', of),
      claim(official, 'name', 'first', of),
      claim(official, 'start', '1951', of),
      claim(official, 'end', '1970', { ...of, set_aside: 'of another name' }),
      claim(official, 'attested', '1955', of),
    ]
    const first = recordOf(names, 'first', [official, { start: '1951', attested: '1955' }])
    const withSetAside = { record: 'first', versions: resolveVersions(names, claims) }
    const second = name('second', { start: '1980' })
    const next = idOf(names, 'second', 'start', '1980')
    const fieldsOf = (record: typeof first) =>
      currentVersions(names, [record, second])[0]
        ?.evidence.slice(4)
        .map(
          ({ field, stance, claim }) => `${field} ${stance}${claim === next ? ' of second' : ''}`,
        )
    expect(fieldsOf(first)).toEqual(['start agrees', 'end agrees of second', 'attested agrees'])
    expect(fieldsOf(withSetAside)).toEqual([
      'start agrees',
      'end agrees of second',
      'end set_aside',
      'attested agrees',
    ])
  })
})

describe('a later claim about the start of the next record', () => {
  it('makes no new version when the end stays the same, and adds evidence', () => {
    const second = recordOf(
      leadership,
      'second',
      [older, { start: '2018-10' }],
      [reference, { start: '2018-10' }],
    )
    const [first] = deriveEnds(leadership, [term('first', { start: '2008' }, older), second])
    const of = { collection: 'leadership', record: 'second' }
    expect(first?.versions).toHaveLength(1)
    expect(
      first?.versions[0]?.evidence.filter(({ field }) => field === 'end').map(({ claim }) => claim),
    ).toEqual([
      claim(older, 'start', '2018-10', of).id,
      claim(reference, 'start', '2018-10', of).id,
    ])
  })
})
