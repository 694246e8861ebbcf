import fc from 'fast-check'
import { type Claim, claimId, type Heard } from '../../src/accounts/claims.ts'
import type { Noun } from '../../src/records/noun.ts'

/** Claims for tests of the rule, short to write, and at random. */

export interface Said {
  source: string
  /** 0 primary … 5 reference. */
  standing: number
  /** The first and the last day the source can have. */
  earliest: string
  heard: string
}

export const primary: Said = said('act', 0, '2016-09-19')
export const official: Said = said('organization', 1, '2019-11-26')
export const government: Said = said('mission', 2, '2020-05-01', '2020-05-31')
export const older: Said = said('old-mission', 2, '2014-11-25', '2015-11-27')
export const reference: Said = said('catalogue', 5, '2009-06-29', '2026-11-22')

function said(source: string, standing: number, earliest: string, heard = earliest): Said {
  return { source, standing, earliest, heard }
}

export function claim(
  { source, ...standing }: Said,
  field: string,
  value: Claim['value'],
  more: Partial<Claim> = {},
): Heard {
  const bare = {
    noun: 'leadership',
    record: 'term',
    field,
    value,
    source,
    at: 'line 1',
    note: null,
    set_aside: null,
    ...more,
  }
  return { ...bare, ...standing, id: claimId(bare) }
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
    ([number, standing, a, b]): Said => ({
      // A source has one standing and one date, so they are part of what names it.
      source: `source-${number}-${standing}-${a}-${b}`,
      standing,
      earliest: a < b ? a : b,
      heard: a < b ? b : a,
    }),
  )

/** Random claims about one record of a noun. */
export function claimsOf(noun: Noun): fc.Arbitrary<Heard[]> {
  const one = fc
    .tuple(
      sources,
      fc.constantFrom(...Object.keys(noun.fields)),
      fc.constantFrom(...DATES),
      fc.nat(2),
      fc.nat(9),
    )
    .map(([source, field, date, pick, aside]) => {
      const { form, role, schema } = noun.fields[field] ?? {
        form: 'text',
        role: 'plain',
        schema: {},
      }
      const values = (schema as { enum?: string[] }).enum
      const value =
        form === 'day' || form === 'span'
          ? date
          : form === 'count'
            ? pick
            : form === 'yes_no'
              ? pick > 0
              : (values?.[role === 'key' ? 0 : pick % values.length] ??
                (role === 'key' ? 'key' : `value-${pick}`))
      return claim(source, field, value, {
        noun: noun.name,
        record: 'record',
        set_aside: aside === 0 ? 'a slip' : null,
      })
    })
  return fc.uniqueArray(one, { maxLength: 40, selector: ({ id }) => id })
}
