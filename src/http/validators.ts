import { createRequire } from 'node:module'
import type AjvCompiler from '@fastify/ajv-compiler'

type Build = ReturnType<typeof AjvCompiler>
type Compile = ReturnType<Build>
type Validate = ReturnType<Compile>

const load: () => typeof AjvCompiler = () => createRequire(import.meta.url)('@fastify/ajv-compiler')

/**
 * What checks requests: Fastify's own compiler, but it is loaded, and each schema compiled, when it is
 * first needed: else a start waits for all of it.
 */
export const buildValidator: Build = (...given) => {
  let compiler: Compile | undefined
  return (route) => {
    let compiled: Validate | undefined
    const validate = (data: unknown) => {
      compiler ??= load()()(...given)
      compiled ??= compiler(route)
      const isValid = compiled(data)
      // Fastify looks for them here.
      validate.errors = compiled.errors
      return isValid
    }
    validate.errors = undefined as Validate['errors']
    return validate as Validate
  }
}
