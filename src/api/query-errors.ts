import type { FastifyError, FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { invalidParameters, ProblemError } from '../http/problem.ts'
import { InvalidFilterError, UnknownIdError } from '../query/errors.ts'
import type { ListQuery } from './query-parameters.ts'
import { collectionUrl } from './urls.ts'

/** Turns errors of queries into problems. The error handler of the app sends them. */
export const queryErrors = fp(async (app: FastifyInstance) => {
  app.setErrorHandler((error: FastifyError) => {
    throw toProblem(error, app.basePath)
  })
})

function toProblem(error: Error, basePath: string): Error {
  if (error instanceof InvalidFilterError) return invalidParameters(...error.errors)
  if (error instanceof UnknownIdError)
    return new ProblemError('unknown-id', explain(error, basePath))
  return error
}

function explain({ collection, id, why }: UnknownIdError, basePath: string): string {
  switch (why.reason) {
    case 'not_yet_known':
      return `${id} is known from ${why.known_from} on; the request is about an earlier day.`
    case 'set_aside':
      return `${id} is not served: the claims about it were set aside as errors in the documents.`
    case 'other_collection':
      return `${id} belongs to ${why.collection}: see ${basePath}${collectionUrl(why.collection, id)}.`
    case 'no_record': {
      const similar = why.similar.length === 0 ? '' : ` Did you mean ${why.similar.join(' or ')}?`
      return `No record of ${collection} has the id ${id}.${similar}`
    }
  }
}

/** `limit=all` in JSON. */
export function wholeListNeedsDownload(): ProblemError {
  return invalidParameters({
    parameter: 'limit',
    value: 'all',
    message: '`all` requires format=csv or ndjson; JSON has pages',
    allowed: ['a whole number from 1 to 500'],
  })
}

/** `facets` in CSV or NDJSON. */
export function facetsNeedJson(facets: readonly string[]): ProblemError {
  const message = 'requires format=json or jsonld: a table of records has no place for facets'
  return invalidParameters({ parameter: 'facets', value: facets.join(), message })
}

/** `certainty` without `valid_at`. */
export function certaintyNeedsValidAt({ certainty }: ListQuery): ProblemError {
  const message = 'requires valid_at: certainty is about that time'
  return invalidParameters({ parameter: 'certainty', value: certainty, message })
}
