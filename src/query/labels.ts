import { codeListLabel, type LabelSource, labelNameOf } from '../domain/labels.ts'
import type { Cell, Row } from '../domain/record-serialization.ts'
import { labelField } from '../domain/resource-type.ts'
import { resourceTypes } from '../domain/resources/index.ts'
import { organizations } from '../domain/resources/organizations.ts'
import type { Vocabulary } from '../domain/vocabularies.ts'
import { isKnown } from './knowledge-time-sql.ts'
import type { Release } from './release.ts'
import type { TemporalContext } from './temporal-context.ts'
import { ORGANIZATIONS } from './views/organizations.ts'

/** What the label of a record or a code depends on. */
export type LabelContext = Pick<TemporalContext, 'known_at' | 'lang'>

/**
 * Selects the labels of the fields of some rows, as JSON: `,"person_label":"…"`, in the order of `sources`. A field
 * that a row does not have has no label there.
 */
export function selectLabelJson(
  release: Release,
  sources: Readonly<Record<string, LabelSource>>,
  rows: readonly Row[],
  context: LabelContext,
): string[] {
  const json = rows.map(() => '')
  for (const [field, source] of Object.entries(sources)) {
    const name = labelNameOf(field)
    const values = rows.map((row) => row[field])
    const labels = selectLabels(
      release,
      source,
      values.filter((value) => value != null) as string[],
      context,
    )
    for (const [index, value] of values.entries())
      if (value !== undefined)
        json[index] +=
          `,"${name}":${value === null ? 'null' : (labels.get(value as string) ?? 'null')}`
  }
  return json
}

/** Selects the labels of some values, as JSON, by value. */
export function selectLabels(
  release: Release,
  { collection, vocabulary, codeList }: LabelSource,
  values: readonly string[],
  context: LabelContext,
): Map<string, string> {
  if (collection !== undefined) return selectRecordLabels(release, collection, values, context)
  const labels =
    vocabulary === undefined ? new Map() : selectCodeLabels(release, vocabulary, values)
  if (codeList === undefined) return labels
  for (const value of values) {
    const label = labels.has(value) ? null : codeListLabel(codeList, value, context.lang)
    if (label !== null) labels.set(value, JSON.stringify(label))
  }
  return labels
}

const CODE_LABELS = `
  SELECT code AS value, label
    FROM codes
   WHERE vocabulary = :vocabulary
     AND code IN (SELECT value FROM json_each(:values))`

/** Labels of codes are in English. */
function selectCodeLabels(
  release: Release,
  vocabulary: Vocabulary,
  values: readonly string[],
): Map<string, string> {
  return selectRemembered(release, `codes ${vocabulary}`, CODE_LABELS, values, { vocabulary })
}

/** Selects the names of records of a collection, as JSON, by id. */
export function selectRecordLabels(
  release: Release,
  collection: string,
  ids: readonly string[],
  { known_at, lang }: LabelContext,
): Map<string, string> {
  const statement = RECORD_LABELS.get(collection)
  if (statement === undefined) return new Map()
  // Without a valid time, an organization has its newest name.
  const isNamedByLanguage = collection === organizations.name
  const parameters = isNamedByLanguage
    ? { known_at, lang, valid_min: null, valid_max: null }
    : { known_at }
  const scope = `${collection} ${known_at} ${isNamedByLanguage ? lang : ''}`
  return selectRemembered(release, scope, statement, ids, parameters)
}

/** Runs a statement that selects `value` and `label`, for the values whose labels are not remembered. */
function selectRemembered(
  { prepare, labels: remembered }: Release,
  scope: string,
  statement: string,
  values: readonly string[],
  parameters: Readonly<Record<string, Cell>>,
): Map<string, string> {
  const labels = new Map<string, string>()
  const missing = new Set<string>()
  for (const value of values) {
    const label = remembered.get(`${scope} ${value}`)
    if (label === undefined) missing.add(value)
    else labels.set(value, label)
  }
  if (missing.size === 0) return labels
  const rows = prepare<{ value: string; label: Cell }>(statement).all({
    ...parameters,
    values: JSON.stringify([...missing]),
  })
  for (const { value, label } of rows) {
    labels.set(value, JSON.stringify(label))
    remembered.set(`${scope} ${value}`, JSON.stringify(label))
  }
  return labels
}

/** The SELECT of names by collection, for those whose records have one. */
const RECORD_LABELS: ReadonlyMap<string, string> = new Map(
  resourceTypes.flatMap((type): [string, string][] => {
    if (type === organizations) return [[type.name, recordLabels(ORGANIZATIONS, 'name')]]
    const field = labelField(type)
    return field === undefined ? [] : [[type.name, recordLabels(type.name, field)]]
  }),
)

function recordLabels(table: string, column: string): string {
  return `
  SELECT item.id AS value, item."${column}" AS label
    FROM json_each(:values) AS wanted
    JOIN ${table} AS item ON item.id = wanted.value
   WHERE ${isKnown('item')}`
}
