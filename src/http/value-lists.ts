import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { invalid } from './problem.ts'

/** Parameters that hold several values, with commas between them (OpenAPI: `explode` is false). */

interface ListOfCodes {
  type?: string
  items?: { enum?: string[] }
}

export const valueLists = fp(async (app: FastifyInstance) => {
  app.addHook('onRoute', (route) => {
    const schema = route.schema?.querystring as { properties?: Record<string, ListOfCodes> }
    const lists = Object.entries(schema?.properties ?? {}).filter(
      ([, { type }]) => type === 'array',
    )
    if (lists.length === 0) return
    route.preValidation = async ({ query }: FastifyRequest) => {
      for (const [parameter, { items }] of lists)
        split(query as Record<string, unknown>, parameter, items?.enum ?? [])
    }
  })
})

/** Splits one, in the order of its schema: whoever names the same asks for the same. */
function split(query: Record<string, unknown>, parameter: string, order: readonly string[]): void {
  const value = query[parameter]
  if (value === undefined) return
  if (typeof value !== 'string')
    throw invalid({
      parameter,
      value,
      message: 'given more than once; put commas between its values',
    })
  query[parameter] = value.split(',').sort((a, b) => order.indexOf(a) - order.indexOf(b))
}
