import { describe, expect, it } from 'vitest'
import { FIXTURE, SEED } from '../support/app.ts'
import { check, findingsIn } from './check-seed.ts'

describe('the data checks', { timeout: 60_000 }, () => {
  it.each([
    ['real seed', SEED],
    ['fixture', FIXTURE],
  ])('have no findings in the %s that are not suppressed', (_, folder) => {
    const { findings, suppressed } = check(folder)
    expect(findings).toEqual([])
    expect(suppressed).toBeGreaterThan(3)
  })
})

describe('a finding', () => {
  it('is at the claim about its field that is from its source', () => {
    const second = `---
source:
  { id: second, title: Second, kind: press, published: 2016, published_basis: stated }
about: acme
milestones:
  - { id: m, at: 1, title: Moves }
  - { id: m, at: 2, date: 2019 }
`
    const first =
      'milestones:\n  - { id: m, at: 1, title: Moves }\n  - { id: m, at: 2, date: 2019 }\n'
    expect(findingsIn(first + second)).toEqual([
      '19: m › date: beyond-its-time: 2019 is more than two years after 2016-12-31, the day from which second is known',
    ])
  })
})

describe('a suppression', () => {
  const body = 'people:\n  - { id: ann, at: 3, name: Ann Archer }\n'
  const suppress = (about: string) =>
    `suppressions:\n  - { finding: unused-person, about: ${about}, reason: named in passing }\n`

  it('hides its finding', () => {
    expect(findingsIn(body + suppress('ann'))).toEqual([])
  })

  it('is reported when there is no such finding', () => {
    expect(findingsIn(body + suppress('[ann, acme]'))).toEqual([
      '13: acme: unused suppression: there is no finding unused-person; remove it',
    ])
  })

  it.each([
    ['suppressions: x\n', 'suppressions: invalid value "x"; expected a list'],
    ['suppressions: [x]\n', 'suppressions: invalid value "x"; expected finding, about, reason'],
    ['suppressions:\n  - { finding: votes, about: acme }\n', 'suppressions › reason: missing'],
    ['suppressions:\n  - { finding: votes, reason: so }\n', 'suppressions › about: missing'],
    [
      'suppressions:\n  - { finding: Votes, about: acme, reason: so }\n',
      'suppressions › finding: invalid value "Votes"; expected the name of a finding',
    ],
    [
      'suppressions:\n  - { finding: votes, about: acme, reason: so, why: x }\n',
      'unknown field; expected finding, about, reason',
    ],
  ])('is refused with the reason when it is %j', (suppressions, message) => {
    expect(() => findingsIn(suppressions)).toThrow(message)
  })
})
