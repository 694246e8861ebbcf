import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { onTestFinished } from 'vitest'
import { basePath } from '../../src/http/plugins/base-path.ts'
import { lazyRequestValidation } from '../../src/http/plugins/lazy-request-validation.ts'
import {
  handleFrameworkError,
  type ProblemOptions,
  problemHandler,
} from '../../src/http/plugins/problem-handler.ts'
import { type ValidationOptions, validationProblem } from '../../src/http/validation-errors.ts'

export interface BareAppOptions {
  fastify?: FastifyServerOptions
  validation?: ValidationOptions
  suggestPath?: NonNullable<ProblemOptions['suggestPath']>
  /** Public base URL. */
  base?: string | undefined
}

/**
 * An app with problems and nothing else, for tests of one plugin. It has no data and no database. It
 * closes when the test ends.
 */
export async function createBareApp({
  fastify = {},
  validation = {},
  suggestPath,
  base,
}: BareAppOptions = {}): Promise<FastifyInstance> {
  const app = Fastify({
    frameworkErrors: handleFrameworkError,
    ...fastify,
  })
  onTestFinished(() => app.close())
  await app.register(lazyRequestValidation, { formats: validation.formats ?? {} })
  await app.register(basePath, { base })
  await app.register(problemHandler, {
    fromValidation: validationProblem(validation),
    ...(suggestPath !== undefined && { suggestPath }),
  })
  return app
}
