import fc from 'fast-check'
import { type Claim, claimId, type RankedClaim } from '../../src/domain/claim.ts'
import type { ResourceType } from '../../src/domain/resource-type.ts'

/** Claims for tests of the rule, short to write, and at random. */

export interface Said {
  source: string
  /** 0 primary … 5 reference. */
  authority: number
  /** The first and the last day the source can have. */
  earliest: string
  known_from: string
}

export const primary: Said = said('act', 0, '2016-09-19')
export const official: Said = said('organization', 1, '2019-11-26')
export const government: Said = said('mission', 2, '2020-05-01', '2020-05-31')
export const older: Said = said('old-mission', 2, '2014-11-25', '2015-11-27')
export const reference: Said = said('catalogue', 5, '2009-06-29', '2026-11-22')

function said(source: string, authority: number, earliest: string, known_from = earliest): Said {
  return { source, authority, earliest, known_from }
}

export function claim(
  { source, ...authority }: Said,
  field: string,
  value: Claim['value'],
  more: Partial<Claim> = {},
): RankedClaim {
  const bare = {
    collection: 'leadership',
    record: 'term',
    field,
    value,
    source,
    at: 'line 1',
    note: null,
    set_aside: null,
    ...more,
  }
  return { ...bare, ...authority, id: claimId(bare) }
}

const DAYS = ['2008-06-18', '2009-06-29', '2013-06-14', '2018-10-01', '2019-11-26', '2020-05-31']
const DATES = [
  '2008',
  '2008-06',
  '2008-06-18',
  '2008/2010',
  '2013',
  '2013-06',
  '../2013-06',
  '2013-06-14',
  '2018',
  '2018-10',
  '2018-10-01',
  '2018-10/..',
  '201X',
]

const sources = fc
  .tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 }), fc.constantFrom(...DAYS), fc.constantFrom(...DAYS))
  .map(
    ([number, authority, a, b]): Said => ({
      // A source has one authority and one date, so they are part of what names it.
      source: `source-${number}-${authority}-${a}-${b}`,
      authority,
      earliest: a < b ? a : b,
      known_from: a < b ? b : a,
    }),
  )

/** Random claims about one record of a collection. */
export function claimsOf(resourceType: ResourceType): fc.Arbitrary<RankedClaim[]> {
  const one = fc
    .tuple(
      sources,
      fc.constantFrom(...Object.keys(resourceType.fields)),
      fc.constantFrom(...DATES),
      fc.nat(2),
      fc.nat(9),
    )
    .map(([source, field, date, pick, aside]) => {
      const {
        type: form,
        role,
        schema,
      } = resourceType.fields[field] ?? {
        type: 'text',
        role: 'plain',
        schema: {},
      }
      const values = (schema as { enum?: string[] }).enum
      const value =
        form === 'date' || form === 'period'
          ? date
          : form === 'count'
            ? pick
            : form === 'boolean'
              ? pick > 0
              : (values?.[role === 'key' ? 0 : pick % values.length] ??
                (role === 'key' ? 'key' : `value-${pick}`))
      return claim(source, field, value, {
        collection: resourceType.name,
        record: 'record',
        set_aside: aside === 0 ? 'a slip' : null,
      })
    })
  return fc.uniqueArray(one, { maxLength: 40, selector: ({ id }) => id })
}
