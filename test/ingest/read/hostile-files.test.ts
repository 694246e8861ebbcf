import { describe, expect, it } from 'vitest'
import { SeedError } from '../../../src/ingest/diagnostics.ts'
import { appOf, folderOf, get, loaded } from '../../support/app.ts'
import { parseCsv } from '../../support/parse-csv.ts'

/** Accounts by someone who means harm: refused with their place, or carried as the text that they are. */

const source = (more = '') =>
  `source: { id: letter, title: A letter, kind: press, published: 1960, published_basis: stated${more} }\nabout: league\n`

/** What is said of accounts that are refused. */
function refusal(text: string, name = 'a.yaml'): string {
  try {
    loaded(folderOf({ [name]: text }))
  } catch (error) {
    if (error instanceof SeedError) return error.message
    throw error
  }
  throw new Error('they were not refused')
}

describe('refused, with the place, is', () => {
  it.each([['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']].flat())(
    'a section or a field that is called %s',
    (name) => {
      expect(refusal(`${source()}${name}: [{ id: x, at: 1 }]\n`)).toMatch(/^.*a\.yaml:3:1: /)
      expect(
        refusal(`${source()}organizations: [{ id: league, at: 1, name: League, ${name}: x }]\n`),
      ).toMatch(/^.*a\.yaml:3:\d+: /)
      const line = `{"source":{"id":"letter","title":"A letter","kind":"press","published":"1960","published_basis":"stated"},"about":"league","organizations":[{"id":"league","at":"1","name":"League","${name}":"x"}]}\n`
      expect(refusal(line, 'a.ndjson')).toMatch(/^.*a\.ndjson:1:\d+: /)
      expect(({} as Record<string, unknown>).x).toBeUndefined()
    },
  )

  it.each([
    ['a line break of the terminal', '\\u001b[2J'],
    ['a NUL', '\\0'],
    ['a turn of direction', '\\u202e'],
    ['a byte-order mark', '\\ufeff'],
  ])('%s', (_, character) => {
    const told = refusal(
      `${source()}organizations: [{ id: league, at: 1, name: "Le${character}ague" }]\n`,
    )
    expect(told).toContain('control and direction characters are not taken')
    // Nor does the message carry it to the terminal.
    expect(told).not.toMatch(/[\p{Cc}\p{Bidi_Control}\ufeff]/u)
  })

  it('a scalar without end', () => {
    const long = 'a'.repeat(3_000_000)
    expect(
      refusal(`${source()}organizations: [{ id: league, at: 1, name: ${long} }]\n`).length,
    ).toBeLessThan(1_000)
  })

  it('nesting without end, in YAML and in NDJSON', () => {
    expect(refusal(`${source()}organizations: ${'['.repeat(50_000)}\n`).length).toBeLessThan(10_000)
    expect(refusal(`${'['.repeat(50_000)}\n`, 'a.ndjson').length).toBeLessThan(10_000)
  })
})

describe('carried as the text that it is', () => {
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
  const accounts = `${source()}organizations: [{ id: league, at: 1, name: League }]
bodies:
${names.map((name, n) => `  - { id: body-${n}, at: 1, name: ${JSON.stringify(`${name} body`)} }`).join('\n')}
`

  it('is what looks like a program, in JSON, CSV and found words', async () => {
    const app = await appOf({ 'a.yaml': accounts })
    const { data } = await get(app, '/v1/bodies')
    expect(data.map(({ name }: { name: string }) => name)).toEqual(
      names.map((name) => `${name} body`),
    )
    const json = await app.inject('/v1/bodies')
    expect(json.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(json.headers['x-content-type-options']).toBe('nosniff')
    const csv = await app.inject('/v1/bodies?format=csv')
    for (const row of parseCsv(csv.body).slice(1))
      for (const cell of row) expect(cell).not.toMatch(/^[=+@]/)
    const found = await get(app, '/v1/search?q=body')
    for (const { highlight } of found.data)
      expect(highlight.replaceAll(/<\/?mark>/g, '')).not.toMatch(/[<>]/)
  })
})
