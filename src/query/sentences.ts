import { labelSources } from '../domain/labels.ts'
import type { Cell, Row } from '../domain/record-serialization.ts'
import { labelField, type ResourceType } from '../domain/resource-type.ts'
import { resourceTypeNamed } from '../domain/resources/index.ts'
import { organizations } from '../domain/resources/organizations.ts'
import { fillSentence } from '../domain/sentence.ts'
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
    const template = resourceTypeNamed(collection)?.sentences?.[field]
    if (template === undefined) throw new Error(`${collection}.${field} has no sentence.`)
    return fillSentence(template, record)
  })
}

/**
 * Returns a heading of each version: its name or title, otherwise its first sentence, without the full stop; null if it
 * has neither.
 */
export function selectHeadings(
  release: Release,
  versions: readonly AnyVersion[],
  context: TemporalContext,
): (string | null)[] {
  return selectRecords(release, versions, context).map((record, index) => {
    const type = resourceTypeNamed(versions[index]?.collection ?? '')
    const name = type === undefined ? undefined : nameField(type)
    if (name !== undefined) return record[name] as string
    const [template] = Object.values(type?.sentences ?? {})
    return template === undefined ? null : fillSentence(template, record).replace(/\.$/, '')
  })
}

/** The field with the name of a record. A title that a term may have is the name of its post. */
function nameField(type: ResourceType): string | undefined {
  if (type === organizations) return 'name'
  const field = labelField(type)
  return field !== undefined && type.fields[field]?.role !== 'plain' ? field : undefined
}

/** Selects the fields of versions with their labels. An organization has its name. */
function selectRecords(
  release: Release,
  versions: readonly AnyVersion[],
  context: TemporalContext,
): Row[] {
  const json = selectVersionJson(release, versions)
  return versions.map(({ collection, id }, index) => {
    const record = JSON.parse(json[index]?.fields ?? '{}') as Row
    const type = resourceTypeNamed(collection)
    if (type === undefined) return record
    const [labels = ''] = selectLabelJson(release, labelSources(type), [record], context)
    const name =
      type === organizations && selectRecordLabels(release, collection, [id], context).get(id)
    return {
      ...record,
      ...(JSON.parse(`{${labels.slice(1)}}`) as Row),
      ...(name && { name: JSON.parse(name) as string }),
    }
  })
}
