import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FIXTURE } from '../support/app.ts'

/** Texts that would run a script or leave their element, if pages let them. Seed files may not have control characters. */
export const HOSTILE_TEXTS = [
  '<script>window.hacked = true</script>',
  '"><img src=x onerror="window.hacked = true">',
  "'-window.hacked=true-'",
  'javascript:window.hacked=true',
  '</title></textarea></svg><svg onload="window.hacked=true">',
  '{{window.hacked=true}}<!-- window.hacked',
]

const text = (index: number) => JSON.stringify(HOSTILE_TEXTS[index])

/** A seed file in which every text is hostile. */
const hostileSeed = `source: { id: hostile-document, title: ${text(0)}, publisher: ${text(1)}, kind: primary, published: 1960-01-01, published_basis: stated, note: ${text(5)} }
about: hostile
organizations: [{ id: hostile, at: ${text(0)}, note: ${text(2)}, founded: 1951, legal_basis: ${text(3)} }]
names:
  - { id: hostile-name, at: line 1, language: en, name: ${text(1)}, acronym: ${text(0)}, start: 1951 }
  - { id: hostile-later-name, at: line 2, language: en, name: ${text(4)}, start: 1970 }
people: [{ id: hostile-person, at: line 1, name: ${text(4)} }]
posts: [{ id: hostile-head, at: line 1, rank: head, holders: one, title: ${text(2)} }]
leadership: [{ id: hostile-term, at: line 1, post: hostile-head, person: hostile-person, title: ${text(1)}, start: 1952 }]
gaps: [{ id: hostile-gap, at: line 1, collection: members, subject: ${text(0)}, reason: ${text(1)} }]
`

export const HOSTILE_FILES = {
  'hostile.yaml': hostileSeed,
  'codes.yaml': readFileSync(join(FIXTURE, 'codes.yaml'), 'utf8'),
}

/** The URLs of pages with these texts. */
export const HOSTILE_URLS = [
  '/',
  '/v1/organizations/hostile',
  '/v1/organizations',
  '/v1/names',
  '/v1/leadership/hostile-term',
  '/v1/leadership?format=svg',
  '/v1/people/hostile-person',
  '/v1/sources/hostile-document',
  '/v1/claims',
  '/v1/changes',
  '/v1/timeline?organization=hostile',
  '/v1/gaps',
  '/v1/search?q=hacked',
  '/embed/organizations/hostile/heads',
]
