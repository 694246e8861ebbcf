import fc from 'fast-check'
import { type Claim, claimId, type KnownSource, type RankedClaim } from '../../src/domain/claim.ts'
import { type Field, isDateType, type ResourceType } from '../../src/domain/resource-type.ts'
import type { AttributeLookup } from '../../src/ingest/resolve/resolve.ts'

/** Sources and claims for tests of the ranking rule, and random claims. */

export const primary = source('act', 0, '2016-09-19')
export const official = source('organization', 1, '2019-11-26')
export const government = source('mission', 2, '2020-05-01', '2020-05-31')
export const older = source('old-mission', 2, '2014-11-25', '2015-11-27')
export const reference = source('catalogue', 5, '2009-06-29', '2026-11-22')

/** A source that was published between two days. */
export function source(
  id: string,
  authority: number,
  earliest: string,
  known_from = earliest,
): KnownSource {
  return { source: id, authority, earliest, known_from }
}

/** A claim about a leadership term, if `more` does not state another record. */
export function claim(
  { source, ...rank }: KnownSource,
  field: string,
  value: Claim['value'],
  more: Partial<Claim> = {},
): RankedClaim {
  const stated = {
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
  return { ...stated, ...rank, id: claimId(stated) }
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

export const randomSource = fc
  .tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 }), fc.constantFrom(...DAYS), fc.constantFrom(...DAYS))
  .map(([number, authority, a, b]) =>
    // The id has the authority and the dates, because one source has one of each.
    source(`source-${number}-${authority}-${a}-${b}`, authority, a < b ? a : b, a < b ? b : a),
  )

/** Up to 40 random claims about one record of a collection, of any kind of time that it can have. */
export function randomClaims(resourceType: ResourceType): fc.Arbitrary<RankedClaim[]> {
  return fc.boolean().chain((matches) => {
    const randomClaim = fc
      .tuple(
        randomSource,
        fc.constantFrom(...Object.entries(resourceType.fields)),
        fc.constantFrom(...DATES),
        fc.nat(2),
        fc.nat(9),
      )
      .map(([source, [name, field], date, number, chance]) => {
        // A key always has the same value, because two are two records.
        const isKey = field.role === 'key' && !isDateType(field.type)
        const value = isKey ? keyFor(resourceType, name, matches) : valueFor(field, date, number)
        return claim(source, name, value, {
          collection: resourceType.name,
          record: 'record',
          set_aside: chance === 0 ? 'an error' : null,
        })
      })
    return fc.uniqueArray(randomClaim, { maxLength: 40, selector: ({ id }) => id })
  })
}

/** @param matches whether the record has the first of the kinds of time that a key decides */
function keyFor({ time, fields }: ResourceType, name: string, matches: boolean): string {
  if (time.kind === 'conditional' && time.field === name && time.attribute === undefined && matches)
    return time.values[0] ?? ''
  const { enum: codes } = (fields[name]?.schema ?? {}) as { enum?: string[] }
  return codes?.at(-1) ?? (matches ? 'matching' : 'other')
}

function valueFor({ type, schema }: Field, date: string, number: number): Claim['value'] {
  if (isDateType(type)) return date
  if (type === 'integer') return number
  if (type === 'boolean') return number > 0
  const { enum: codes } = schema as { enum?: string[] }
  return codes?.[number % codes.length] ?? `value-${number}`
}

/** The attributes of what the keys of random claims name. */
export const randomAttributes: AttributeLookup = (_, value, attribute) => {
  const attributes: Record<string, string> = {
    organization: 'league',
    holders: value === 'matching' ? 'one' : 'several',
    nature: value === 'matching' ? 'flow' : 'stock',
    url_template: 'https://example.org/{value}',
  }
  return attributes[attribute] ?? null
}
