import type { FastifyInstance } from 'fastify'
import { type Format, formatDefinition } from '../../http/formats.ts'
import { sendHead } from '../../http/head-response.ts'
import { notFound } from '../../http/problem.ts'
import { PROBLEM_TYPES, PROBLEM_TYPES_URL, type ProblemCode } from '../../http/problem-types.ts'
import { formatParameter } from '../format-parameter.ts'
import { strictParameters } from '../query-parameters.ts'
import { sendRepresentation } from '../representations/representation.ts'

const PROBLEM_TYPE_FORMATS = ['json', 'html'] as const

/** `/problems/{code}`: the explanation of each problem type, to which `type` of a problem leads. */
export function registerProblemTypes(app: FastifyInstance): void {
  app.get<{ Params: { code: string }; Querystring: { format?: Format } }>(
    `${PROBLEM_TYPES_URL}/:code`,
    {
      schema: {
        hide: true,
        querystring: strictParameters({ format: formatParameter(PROBLEM_TYPE_FORMATS) }),
      },
      config: { formats: PROBLEM_TYPE_FORMATS },
    },
    async (request, reply) => {
      const { code } = request.params
      if (!Object.hasOwn(PROBLEM_TYPES, code)) throw notFound(request)
      const { format = 'json' } = request.query
      if (request.method === 'HEAD') return sendHead(reply, formatDefinition(format).contentType)
      const type = { code, ...PROBLEM_TYPES[code as ProblemCode] }
      return sendRepresentation(request, reply, type)
    },
  )
}
