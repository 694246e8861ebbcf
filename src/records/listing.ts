import { type TSchema, Type } from 'typebox'
import { ALLOWED_DATES, bounds } from './edtf.ts'
import type { Declared, Noun } from './noun.ts'
import { type Cell, cell, datedApart, toldColumns } from './table.ts'
import { dateFields } from './time.ts'
import { type Validity, validityOf } from './validity.ts'

/** What a list is made of, whatever its noun: a table, who is known, filters and an order. */
export interface Listing {
  name: string
  table: string
  columns: readonly string[]
  /** The columns that are needed whatever is shown; where unsaid, all are. */
  lean?: readonly string[]
  /** Of a list that may be but the best part of what there is: the column that says whether it is. */
  isCut?: string
  /** The condition on `:known_at` under which a row was known. */
  known: string
  /** The column that holds the first day on which a row was known. */
  first: string
  filters: Readonly<Record<string, Filter>>
  /** What it can be ordered by: SQL expressions that are never null; ids break ties. */
  sorts: Readonly<Record<string, string>>
  /** How it is ordered where nothing is said: a name of `sorts`, after `-` for the reverse. */
  sort: string
  /** When a row held; null for what has no time. */
  validity: Validity | null
}

/** One parameter that narrows a list. */
export interface Filter {
  schema: TSchema
  /** An SQL condition on `:parameter`. */
  condition: string
  /** The value that the condition is given for what was sent. */
  bind(value: unknown): Cell
  /** Of a filter by id: the noun of which there must be such a record; `any` of all of them. */
  refers?: string
  /** Of the beginning of a range: the parameter that ends it. */
  upTo?: string
}

const KNOWN = 'known_from <= :known_at AND (known_to IS NULL OR known_to > :known_at)'

/** The list of a noun. */
export function listingOf(noun: Noun): Listing {
  return {
    ...common(noun),
    columns: toldColumns(noun),
    lean: ['id', 'known_from'],
    known: KNOWN,
    first: 'known_from',
    validity: validityOf(noun),
  }
}

/** What a list of any declared fields has: its filters and its orders. */
export function common(
  noun: Declared,
): Pick<Listing, 'name' | 'table' | 'filters' | 'sorts' | 'sort'> {
  const { name, sort } = noun
  return { name, table: name, filters: filtersOf(noun), sorts: sortsOf(noun), sort }
}

/** Every field is an order: a date by the first day that it allows, what is not known first. */
function sortsOf(noun: Declared): Record<string, string> {
  const time = dateFields(noun.time)
  const apart = datedApart(noun)
  const sorts = Object.entries(noun.fields).map(([name, { form, role }]) => {
    const column = `told."${name}"`
    if (time[name] !== undefined) return [name, `told.${time[name]}_min`]
    if (apart.includes(name)) return [name, `coalesce(told.${name}_min, '')`]
    if (role !== 'plain') return [name, column]
    return [name, `coalesce(${column}, ${form === 'count' || form === 'yes_no' ? -1 : "''"})`]
  })
  return { id: 'told.id', ...Object.fromEntries(sorts) }
}

function filtersOf(noun: Declared): Record<string, Filter> {
  const time = dateFields(noun.time)
  const apart = datedApart(noun)
  const filters: Record<string, Filter> = {}
  for (const name of noun.filters) {
    const field = noun.fields[name]
    if (field === undefined) throw new Error(`${noun.name} has no field ${name} to filter by.`)
    if (field.form !== 'day' && field.form !== 'span')
      filters[name] = equals(name, field.schema, field.noun)
    else Object.assign(filters, range(name, apart.includes(name) ? name : (time[name] ?? name)))
  }
  return filters
}

/**
 * Narrows to an equal value.
 *
 * @param refers the noun that the value is an id of, where it is one
 */
export function equals(name: string, schema: TSchema, refers?: string): Filter {
  return {
    ...(refers !== undefined && { refers }),
    schema: Type.Optional(schema),
    condition: `told."${name}" = :${name}`,
    bind: (value) => cell(value as string | number | boolean),
  }
}

/** A date that a list is narrowed by. */
export function dateParameter(description: string): TSchema {
  return Type.Optional(
    Type.String({
      format: 'edtf',
      maxLength: 30,
      description: `${description} ${ALLOWED_DATES}.`,
    }),
  )
}

/** `_from` and `_to` of a date: what may lie on or after a day, and on or before one. */
function range(name: string, column: string): Record<string, Filter> {
  return {
    [`${name}_from`]: {
      schema: dateParameter(
        `Only where \`${name}\` may be on or after the first day of this date:`,
      ),
      upTo: `${name}_to`,
      condition: `${column}_max >= :${name}_from`,
      bind: (value) => bounds(String(value)).min,
    },
    [`${name}_to`]: {
      schema: dateParameter(
        `Only where \`${name}\` may be on or before the last day of this date:`,
      ),
      condition: `${column}_min <= :${name}_to`,
      bind: (value) => bounds(String(value)).max,
    },
  }
}
