import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { EvidenceSchema } from '../../domain/record-components.ts'
import { IdSchema, nullable } from '../../domain/record-schema.ts'
import { FORMATS, formatDefinition } from '../../http/formats.ts'
import { sendHead } from '../../http/head-response.ts'
import { ProblemError } from '../../http/problem.ts'
import { component, ref } from '../../http/schema-registry.ts'
import type { Release } from '../../query/release.ts'
import { VERDICTS } from '../check-decision.ts'
import { parseStatement, STATEMENT_PARAMETERS } from '../check-parameters.ts'
import { createCheckService } from '../check-service.ts'
import type { Collection } from '../collection.ts'
import { releaseParameter } from '../common-parameters.ts'
import { MetaSchema, SOURCES } from '../envelope.ts'
import { formatParameter } from '../format-parameter.ts'
import { notModifiedResponse, okResponse, problemResponses } from '../openapi-responses.ts'
import { documentRepresentations, sendRepresentation } from '../representations/representation.ts'

/** `/v1/check`: is a statement true? */

const CheckedValueSchema = component('CheckedValue', 'A served value.', {
  record: IdSchema,
  href: Type.String({ description: 'URL of the record, or of the records that were counted.' }),
  value: Type.Unknown({ description: 'Value.' }),
  label: nullable(Type.String({ description: 'Name of what the value stands for.' })),
  certainty: nullable(Type.String({ description: 'Certainty at `valid_at`.' })),
})

const CheckSchema = component('Check', 'Whether a statement is true.', {
  verdict: Type.Enum([...VERDICTS], {
    type: 'string',
    description:
      '`supported`: documents state it. `contradicted`: they state something else. `disputed`: a claim disagrees with the served value. `unknown`: the value is missing, only possible, carried forward, or less exact than the statement.',
  }),
  reason: Type.String({ description: 'The reason in words.' }),
  collection: Type.String(),
  field: Type.String(),
  value: Type.String({ description: 'The stated value.' }),
  served: nullable(ref(CheckedValueSchema)),
  nearest: nullable(ref(CheckedValueSchema)),
  evidence: Type.Array(ref(EvidenceSchema), { description: 'The claims of the served value.' }),
})

const CheckItemSchema = component('CheckItem', 'The result for one statement.', {
  data: ref(CheckSchema),
  sources: SOURCES,
  meta: ref(MetaSchema),
})

const CheckListSchema = component('CheckList', 'The results, in the order of the statements.', {
  data: Type.Array(ref(CheckItemSchema)),
})

/** The other parameters are filters of the collection. */
const isOpen = { additionalProperties: true } as const

const CHECK_FORMATS = ['json', 'html'] as const

const MAX_STATEMENTS = 100
const MAX_BODY_BYTES = 200_000

type Raw = Record<string, unknown>

export function registerCheck(
  app: FastifyInstance,
  release: Release,
  collections: readonly Collection[],
): void {
  const check = createCheckService(release, collections, app.basePath)
  const description =
    'Checks a statement: the value of a field of the record that filters of the collection and `valid_at` select. The verdict has a reason and evidence.'
  app.get<{ Querystring: Raw }>(
    '/v1/check',
    {
      schema: {
        operationId: 'check_statement',
        summary: 'Is a statement true?',
        description,
        tags: ['dataset'],
        querystring: Type.Object(
          {
            ...STATEMENT_PARAMETERS,
            format: formatParameter(CHECK_FORMATS),
            release: releaseParameter,
          },
          isOpen,
        ),
        response: {
          200: okResponse(CheckItemSchema, documentRepresentations(CHECK_FORMATS)),
          ...notModifiedResponse,
          ...problemResponses([404, 406, 410]),
        },
      },
      config: { formats: CHECK_FORMATS },
    },
    async (request, reply) => {
      const { format: requested, release: _, ...raw } = request.query
      const format = requested === 'html' ? requested : 'json'
      // A repeated parameter is a list.
      const texts = Object.entries(raw).map(([name, value]) => [name, String(value)])
      const statement = parseStatement(collections, Object.fromEntries(texts))
      if (request.method === 'HEAD') return sendHead(reply, formatDefinition(format).contentType)
      return sendRepresentation(request, reply, check(statement))
    },
  )
  app.register(async (scope) => {
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'string', bodyLimit: MAX_BODY_BYTES },
      (_, body, done) => done(null, parseBody(String(body))),
    )
    scope.post(
      '/v1/check',
      {
        schema: {
          operationId: 'check_statements',
          summary: 'Are these statements true?',
          description: `${description} Takes at most ${MAX_STATEMENTS} statements, as an array of objects with the parameters of \`GET /v1/check\`.`,
          tags: ['dataset'],
          body: Type.Array(Type.Object(STATEMENT_PARAMETERS, isOpen), {
            minItems: 1,
            maxItems: MAX_STATEMENTS,
            description: 'Statements.',
          }),
          response: { 200: okResponse(CheckListSchema), ...problemResponses([413]) },
        },
        // check-parameters.ts validates each statement, and names it in errors.
        validatorCompiler: () => () => true,
      },
      async ({ body }, reply) => {
        const statements = statementsOf(body).map((raw, index) =>
          parseStatement(collections, raw, `[${index}].`),
        )
        reply.header('cache-control', 'no-store').type(FORMATS.json.mediaType)
        return reply.send({ data: statements.map(check) })
      },
    )
  })
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function statementsOf(body: unknown): Raw[] {
  const isList = Array.isArray(body) && body.every((one) => typeof one === 'object' && one !== null)
  if (!isList || body.length === 0 || body.length > MAX_STATEMENTS)
    throw new ProblemError(
      'bad-request',
      `The body must be a JSON array of 1 to ${MAX_STATEMENTS} objects, as application/json.`,
    )
  return body as Raw[]
}
