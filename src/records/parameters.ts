import { type TSchema, Type } from 'typebox'
import { Cursor, LIMIT, Limit } from '../http/paging.ts'
import type { Listing } from './listing.ts'

/** What a caller asked of a list. */
export interface ListQuery extends ItemQuery {
  limit: number
  cursor?: string
  [filter: string]: unknown
}

export interface ItemQuery {
  evidence: 'full' | 'none'
}

/** What a parameter that was left out stands for. */
export const DEFAULTS: Readonly<Record<string, unknown>> = { evidence: 'full', limit: LIMIT }

const shared = {
  evidence: Type.Optional(
    Type.Enum(['full', 'none'], {
      type: 'string',
      default: DEFAULTS.evidence,
      description: 'Whether each record lists its claims.',
    }),
  ),
}

/** The parameters of a list: its filters, and those of every list. Any other is refused. */
export function listParameters({ filters }: Listing): TSchema {
  const own = Object.entries(filters).map(([name, { schema }]) => [name, schema])
  return Type.Object(
    {
      ...(Object.fromEntries(own) as Record<string, TSchema>),
      ...shared,
      limit: Type.Optional(Limit),
      cursor: Type.Optional(Cursor),
    },
    { additionalProperties: false },
  )
}

/** The parameters of one record. */
export const itemParameters: TSchema = Type.Object(shared, { additionalProperties: false })
