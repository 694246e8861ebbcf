import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixtureApp, type Json } from '../support/app.ts'
import { operations } from './made-document.ts'

/** The server must accept exactly the texts that match the pattern of the parameter in the document. */

const app = await fixtureApp()

/** Reasons to refuse a text of the right form: no record has the id, no code is declared, or there is no such day. */
const REFUSALS_OF_DATA = new RegExp(
  [
    'no record (?:of [a-z_]+ )?has this id',
    'no code of [a-z_]+; /v1/codes',
    'is neither a date nor the id of a source',
    'not a cursor; follow `page.next` unchanged',
    'cannot be combined with members',
    'is not a calendar date',
    'years run from 0001 to 9998',
    'the interval ends before it begins',
    'expected an ISO (?:3166-1|3166-2|4217)',
    'expected a BCP 47',
  ].join('|'),
)

interface StringParameter {
  path: string
  required: Json[]
  parameter: Json
}

const stringParameters: StringParameter[] = operations.flatMap(([path, { parameters }]) =>
  parameters
    .filter(({ in: location, schema }: Json) => location !== 'header' && schema.type === 'string')
    .filter(({ schema }: Json) => schema.enum === undefined)
    // Whether a statement makes sense depends on its collection: test/api/endpoints/check.test.ts.
    .filter(() => path !== '/v1/check')
    .map((parameter: Json) => ({
      path,
      required: parameters.filter((one: Json) => one.required && one !== parameter),
      parameter,
    })),
)
const isHeldToPattern = ({ parameter: { schema } }: StringParameter) =>
  schema.pattern !== undefined || schema.format !== undefined
const withPattern = stringParameters.filter(isHeldToPattern)
const withoutPattern = stringParameters.filter((parameter) => !isHeldToPattern(parameter))

const titled = (parameters: StringParameter[]) =>
  parameters.map((one): [string, StringParameter] => [`${one.parameter.name} of ${one.path}`, one])

/** The response to a request with this text as the value of the parameter. */
async function request({ path, required, parameter }: StringParameter, text: string) {
  const values = [...required.map((one) => [one, one.example]), [parameter, text]]
  const url = values
    .filter(([one]) => one.in === 'path')
    .reduce(
      (found, [{ name }, value]) => found.replace(`{${name}}`, encodeURIComponent(value)),
      path,
    )
  const query = values
    .filter(([one]) => one.in === 'query')
    .map(([{ name }, value]) => [name, value])
  const response = await app.inject({ url: `${url}?${new URLSearchParams(query)}` })
  return { status: response.statusCode, body: response.json() }
}

const isLong = (text: string, maximum = Number.POSITIVE_INFINITY) => [...text].length > maximum

describe.each(titled(withPattern))('the pattern of the parameter %s', (_, one) => {
  const { pattern, maxLength } = one.parameter.schema

  it('is in the document', () => {
    expect(pattern).toBeDefined()
  })

  it('allows only texts that the server accepts, as far as their form goes', async () => {
    const texts = fc.stringMatching(new RegExp(pattern)).filter((text) => !isLong(text, maxLength))
    const property = fc.asyncProperty(texts, async (text) => {
      const { status, body } = await request(one, text)
      if (status === 400)
        for (const { message } of body.errors) expect(message).toMatch(REFUSALS_OF_DATA)
      else expect(status === 200 || status === 404, `${status}`).toBe(true)
    })
    await fc.assert(property, { numRuns: 8 })
  })

  it('allows all texts that the server accepts', async () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 30 })
    const property = fc.asyncProperty(texts, async (text) => {
      fc.pre(!new RegExp(pattern).test(text))
      const { status, body } = await request(one, text)
      expect(status).toBe(400)
      expect(body.errors).toMatchObject([{ parameter: one.parameter.name, value: text }])
    })
    await fc.assert(property, { numRuns: 5 })
  })
})

describe.each(titled(withoutPattern))('the parameter %s, which has no pattern', (_, one) => {
  it('takes any text of the documented length', async () => {
    const { minLength = 1, maxLength = 100 } = one.parameter.schema
    const texts = fc
      .string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 60) })
      .filter((text) => !isLong(text, maxLength))
    const property = fc.asyncProperty(texts, async (text) => {
      // The document describes it in words, because not every JSON Schema validator supports classes of Unicode.
      if (one.parameter.name === 'q') fc.pre(/[\p{L}\p{N}]/u.test(text))
      const { status } = await request(one, text)
      expect(status === 200 || (status === 404 && one.parameter.in === 'path')).toBe(true)
    })
    await fc.assert(property, { numRuns: 5 })
  })
})
