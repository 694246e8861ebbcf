import { recordHeading } from '../domain/heading.ts'
import { labelSources } from '../domain/labels.ts'
import type { Cell, Row } from '../domain/record-serialization.ts'
import { storedFields } from '../domain/resource-type.ts'
import { resourceTypeNamed } from '../domain/resources/index.ts'
import { organizations } from '../domain/resources/organizations.ts'
import { fillSentence } from '../domain/sentence.ts'
import { isKnown } from './knowledge-time-sql.ts'
import { selectLabelJson, selectRecordLabels } from './labels.ts'
import type { Release } from './release.ts'
import type { TemporalContext } from './temporal-context.ts'
import { selectVersionJson } from './version-json.ts'

/** A version of a record of any collection. */
export interface AnyVersion {
  collection: string
  id: string
  known_from: Cell
}

/** Returns the sentence of each version about the date in one of its fields. */
export function selectSentences(
  release: Release,
  dates: readonly (AnyVersion & { field: string })[],
  context: TemporalContext,
): string[] {
  return selectRecords(release, dates, context).map((record, index) => {
    const { collection = '', field = '' } = dates[index] ?? {}
    const type = resourceTypeNamed(collection)
    const template = type?.sentences?.[field]
    if (template === undefined) throw new Error(`${collection}.${field} has no sentence.`)
    return fillSentence(template, record, type && storedFields(type))
  })
}

/** Returns a heading of each version: its name or title, otherwise what its resource type declares. */
export function selectHeadings(
  release: Release,
  versions: readonly AnyVersion[],
  context: TemporalContext,
): (string | null)[] {
  return selectRecords(release, versions, context).map((record, index) => {
    return recordHeading(resourceTypeNamed(versions[index]?.collection ?? ''), record)
  })
}

const CURRENT_VERSIONS = `
  SELECT version.record AS id, version.collection, version.known_from
    FROM json_each(:ids) AS wanted
    JOIN versions AS version ON version.record = wanted.value
   WHERE ${isKnown('version')}`

/** Selects the headings of records of any collection, by id. A record that is not known has none. */
export function selectRecordHeadings(
  release: Release,
  ids: readonly string[],
  context: TemporalContext,
): Map<string, string> {
  const versions = release
    .prepare<AnyVersion>(CURRENT_VERSIONS)
    .all({ ids: JSON.stringify([...new Set(ids)]), known_at: context.known_at })
  const headings = selectHeadings(release, versions, context)
  return new Map(versions.map(({ id }, index) => [id, headings[index] ?? id]))
}

/** Selects the fields of versions with their labels. An organization has its name. */
function selectRecords(
  release: Release,
  versions: readonly AnyVersion[],
  context: TemporalContext,
): Row[] {
  const records = selectVersionJson(release, versions).map(
    ({ fields }) => JSON.parse(fields) as Row,
  )
  const byCollection = Map.groupBy(versions.keys(), (index) => versions[index]?.collection ?? '')
  // Labels are selected together for the records of one collection.
  for (const [collection, indexes] of byCollection) {
    const type = resourceTypeNamed(collection)
    if (type === undefined) continue
    const rows = indexes.map((index) => records[index] ?? {})
    const labels = selectLabelJson(release, labelSources(type), rows, context)
    const names =
      type === organizations
        ? selectRecordLabels(
            release,
            collection,
            rows.map(({ id }) => String(id)),
            context,
          )
        : new Map<string, string>()
    for (const [position, index] of indexes.entries()) {
      const record = records[index] ?? {}
      const name = names.get(String(record.id))
      records[index] = {
        ...record,
        ...(JSON.parse(`{${labels[position]?.slice(1) ?? ''}}`) as Row),
        ...(name && { name: JSON.parse(name) as string }),
      }
    }
  }
  return records
}
