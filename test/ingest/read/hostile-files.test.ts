import { describe, expect, it } from 'vitest'
import { SeedError } from '../../../src/ingest/diagnostics.ts'
import { appOf, get, loadFolder, temporaryFolder } from '../../support/app.ts'
import { parseCsv } from '../../support/parse-csv.ts'

/** Seed files that try to do harm are refused with a position, or their text stays text. */

const source = (more = '') =>
  `source: { id: letter, title: A letter, kind: press, published: 1960, published_basis: stated${more} }\nabout: league\n`

/** Loads a seed file. Returns the error message. */
function refusal(text: string, name = 'a.yaml'): string {
  try {
    loadFolder(temporaryFolder({ [name]: text }))
  } catch (error) {
    if (error instanceof SeedError) return error.message
    throw error
  }
  throw new Error('The seed file was accepted.')
}

describe('a load refuses, with the position,', () => {
  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'a section or a field with the name %s',
    (name) => {
      expect(refusal(`${source()}${name}: [{ id: x, at: 1 }]\n`)).toMatch(/^.*a\.yaml:3:1: /)
      expect(refusal(`${source()}people: [{ id: ada, at: 1, name: Ada, ${name}: x }]\n`)).toMatch(
        /^.*a\.yaml:3:\d+: /,
      )
      const line = `{"source":{"id":"letter","title":"A letter","kind":"press","published":"1960","published_basis":"stated"},"about":"league","people":[{"id":"ada","at":"1","name":"Ada","${name}":"x"}]}\n`
      expect(refusal(line, 'a.ndjson')).toMatch(/^.*a\.ndjson:1:\d+: /)
      expect(({} as Record<string, unknown>).x).toBeUndefined()
    },
  )

  it.each(['toString', 'valueOf'])('a value that is an object with the key %s', (name) => {
    const line = `{"source":{"id":"letter","title":"A letter","kind":"press","published":"1960","published_basis":"stated"},"about":"league","people":[{"id":"ada","at":"1","name":{"${name}":"x"}}]}\n`
    expect(refusal(line, 'a.ndjson')).toContain('expected a single value')
  })

  it.each([
    ['an escape sequence of the terminal', '\\u001b[2J'],
    ['a NUL', '\\0'],
    ['a character that changes the direction of text', '\\u202e'],
    ['a byte-order mark', '\\ufeff'],
  ])('a text with %s, and does not print it', (_, character) => {
    const message = refusal(`${source()}people: [{ id: ada, at: 1, name: "A${character}da" }]\n`)
    expect(message).toContain('control and direction characters are not allowed')
    expect(message).not.toMatch(/[\p{Cc}\p{Bidi_Control}\ufeff]/u)
  })

  it('a value of 3 MB, with a short message', () => {
    const long = 'a'.repeat(3_000_000)
    const message = refusal(`${source()}people: [{ id: ada, at: 1, name: ${long} }]\n`)
    expect(message.length).toBeLessThan(1_000)
  })

  it('nesting of 50,000 levels in YAML and NDJSON, with a short message', () => {
    const nested = '['.repeat(50_000)
    expect(refusal(`${source()}organizations: ${nested}\n`).length).toBeLessThan(10_000)
    expect(refusal(`${nested}\n`, 'a.ndjson').length).toBeLessThan(10_000)
  })
})

it('serves text that looks like code as text, in JSON, CSV and search highlights', async () => {
  const names = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '=HYPERLINK("http://evil.example";"x")',
    '+1+1',
    '@SUM(A1)',
    "'; DROP TABLE claims; --",
    '{{constructor.constructor("x")()}}',
    '</mark>',
  ]
  const bodies = names.map(
    (name, n) => `  - { id: body-${n}, at: 1, name: ${JSON.stringify(`${name} body`)} }`,
  )
  const app = await appOf({
    'a.yaml': `${source()}organizations: [{ id: league, at: 1, founded: 1951 }]\nbodies:\n${bodies.join('\n')}\n`,
  })
  const { data } = await get(app, '/v1/bodies')
  expect(data.map(({ name }: { name: string }) => name)).toEqual(
    names.map((name) => `${name} body`),
  )
  const { headers } = await app.inject('/v1/bodies')
  expect(headers['content-type']).toMatch(/^application\/json\b/)
  expect(headers['x-content-type-options']).toBe('nosniff')
  const csv = await app.inject('/v1/bodies?format=csv')
  for (const row of parseCsv(csv.body).slice(1))
    for (const cell of row) expect(cell).not.toMatch(/^[=+@]/)
  const search = await get(app, '/v1/search?q=body')
  for (const { highlight } of search.data)
    expect(highlight.replaceAll(/<\/?mark>/g, '')).not.toMatch(/[<>]/)
})
