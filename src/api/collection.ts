import { type TSchema, Type } from 'typebox'
import { EARLIEST, LATEST } from '../domain/edtf.ts'
import { labelNameOf } from '../domain/labels.ts'
import { BOUND_PROPERTIES } from '../domain/record-components.ts'
import { nullable } from '../domain/record-schema.ts'
import type { Row, ServedRecord } from '../domain/record-serialization.ts'
import type { ResourceType } from '../domain/resource-type.ts'
import { BOUND_COLUMNS, hasStatus, timeKinds } from '../domain/valid-time.ts'
import { validatedJson } from '../http/response-validator.ts'
import { type ListDefinition, listDefinition } from '../query/list-definition.ts'
import type { Release } from '../query/release.ts'
import type { TemporalContext } from '../query/temporal-context.ts'
import { evidenceAt, type VersionJson } from '../query/version-json.ts'
import { versionLabels } from '../query/version-labels.ts'
import { evidenceParameter, languageParameter } from './common-parameters.ts'
import { type CollectionSchemas, resourceSchemas } from './record-schemas.ts'
import { type CsvColumn, csvColumnsOf } from './representations/csv-columns.ts'
import { type JsonLdContext, jsonLdContext } from './representations/json-ld-terms.ts'

/** A list and its items under `/v1`: schemas, SQL definition, formats, and how rows become records. */
export interface Collection {
  readonly name: string
  readonly summary: string
  readonly description: string
  readonly schemas: CollectionSchemas
  readonly list: ListDefinition
  /** Parameters of both the list and its items, besides the common ones. */
  readonly parameters: { readonly [name: string]: TSchema }
  /** Undefined if a record does not fit into a row. */
  readonly csvColumns?: readonly CsvColumn[]
  readonly jsonLd: JsonLdContext
  /** Whether records have a start and an end, so that a list can be drawn as a chart. */
  readonly hasPeriods?: boolean
  /** Parameters with which the example of the list has records, if it needs any. */
  readonly exampleQuery?: { readonly [name: string]: string }
  /** Turns rows into records. */
  render(release: Release, rows: readonly Row[], options: RenderOptions): Rendered
}

export interface Rendered {
  /** Each record as JSON, checked against its schema. */
  records: string[]
  /** The ids of the sources of their evidence. */
  cited: string[]
}

export interface RenderOptions {
  context: TemporalContext
  /** The start of URLs in records (http/plugins/base-path.ts). */
  basePath: string
  evidence: 'full' | 'none'
  /** Whether each record has its bounds. */
  hasBounds: boolean
  /** The requested fields; null for all. */
  fields: readonly string[] | null
  /** The filters of the request; none for an item. */
  filters: Readonly<Record<string, unknown>>
}

/** What a request adds to the stored JSON of a record: values, and claims that they follow from. */
export interface AddedValues {
  values: Row
  /** Claims as JSON, in order. */
  evidence: readonly string[]
  cited: readonly string[]
}

/** The collection of a resource type. */
export function resourceCollection(
  resourceType: ResourceType,
  list: ListDefinition = listDefinition(resourceType),
  addedTo?: (release: Release, rows: readonly Row[], options: RenderOptions) => AddedValues[],
): Collection {
  const { name, summary, description, sort } = resourceType
  const addedJson = addedValuesJson(resourceType)
  const selectLabels = versionLabels(resourceType)
  return {
    name,
    summary,
    description: `${description} Ordered by \`${sort}\`.`,
    schemas: resourceSchemas(resourceType),
    list,
    csvColumns: csvColumnsOf(resourceType),
    hasPeriods: timeKinds(resourceType.time).some(hasStatus),
    jsonLd: jsonLdContext(resourceType),
    parameters: { evidence: evidenceParameter, lang: languageParameter },
    render(release, rows, options) {
      const { context, evidence, fields } = options
      const added = addedTo?.(release, rows, options) ?? []
      const labelled = rows.map((row, index) => ({ ...row, ...added[index]?.values }))
      const labels = selectLabels(release, labelled, context)
      const cited: string[] = []
      const records = rows.map((row, index) => {
        const version = row as Row & VersionJson
        if (version.fields === null) throw new Error(`${name} ${row.id} has no JSON.`)
        const { values = {}, evidence: more = [], cited: others = [] } = added[index] ?? {}
        let text = version.fields.slice(0, -1) + addedJson({ ...row, ...values })
        if (evidence === 'full') {
          const own = evidenceAt(version, context.known_at, fields)
          cited.push(...own.cited, ...others)
          text += `,"evidence":${joinArrays(own.json, more)}`
        }
        if (options.hasBounds) text += boundsJson(row)
        const known_to = row.known_to == null ? 'null' : `"${row.known_to}"`
        return `${text},"known_from":"${row.known_from}","known_to":${known_to}${labels[index]}}`
      })
      return { records, cited }
    },
  }
}

/** The days on which a record can have started and ended. */
function boundsJson(row: Row): string {
  return BOUND_COLUMNS.map((column) => {
    const day = row[column]
    const isOpen = day == null || day === EARLIEST || day === LATEST
    return `,"${BOUND_PROPERTIES[column]}":${isOpen ? 'null' : `"${day}"`}`
  }).join('')
}

/** The requested fields of each record, and the fields that every record has. */
export function selectFields(
  { parameters }: Collection,
  records: string[],
  fields: readonly string[] | null,
): string[] {
  if (fields === null) return records
  const evidence = 'evidence' in parameters ? ['evidence'] : []
  const selected = new Set([
    ...['id', 'certainty', ...Object.values(BOUND_PROPERTIES)],
    ...evidence,
    ...fields,
    ...fields.map(labelNameOf),
  ])
  return records.map((json) => {
    const record = JSON.parse(json) as ServedRecord
    const picked = Object.entries(record).filter(([name]) => selected.has(name))
    return JSON.stringify(Object.fromEntries(picked))
  })
}

/** Appends items to an array, both as JSON. */
function joinArrays(array: string, items: readonly string[]): string {
  if (items.length === 0) return array
  const separator = array === '[]' ? '' : ','
  return `${array.slice(0, -1)}${separator}${items.join(',')}]`
}

/**
 * Returns the function that writes what a request adds to the stored JSON: computed fields, certainty, and
 * neighbours in a series. The stored JSON was checked during the build, so only these are checked.
 */
function addedValuesJson({ name, schemas, computed = {} }: ResourceType): (row: Row) => string {
  const { properties } = schemas.record
  const isJson = schemas.statement === null ? [] : ['next', 'previous']
  const names = [...Object.keys(computed), 'certainty', ...isJson].filter(
    (one) => one in properties,
  )
  if (names.length === 0) return () => ''
  const isBoolean = (one: string) => (computed[one] as { type?: string })?.type === 'boolean'
  const decode = (one: string, cell: Row[string] | undefined): unknown => {
    if (cell == null) return null
    if (isJson.includes(one)) return JSON.parse(String(cell))
    return isBoolean(one) ? cell === 1 : cell
  }
  const schema = Type.Object(
    // An organization has no certainty at a time at which it did not exist.
    Object.fromEntries(
      names.map((one) => [one, Type.Optional(nullable(properties[one] as TSchema))]),
    ),
    { additionalProperties: false },
  )
  const toJson = validatedJson(schema, name)
  return (row) => {
    const values = names.flatMap((one) =>
      row[one] === undefined ? [] : [[one, decode(one, row[one])]],
    )
    return values.length === 0 ? '' : `,${toJson(Object.fromEntries(values)).slice(1, -1)}`
  }
}
