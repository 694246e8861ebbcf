import { labelSources } from '../domain/labels.ts'
import type { Row } from '../domain/record-serialization.ts'
import type { ResourceType } from '../domain/resource-type.ts'
import { type LabelContext, selectLabelJson } from './labels.ts'
import type { Release } from './release.ts'

/**
 * Returns the function that selects the labels of versions, as JSON: `,"person_label":"…"`. The labels of stored fields are
 * remembered by version, because selecting the fields takes as long as selecting the page.
 *
 * @returns a function of rows with `id`, `known_from` and the computed fields
 */
export function versionLabels(resourceType: ResourceType) {
  const { name, fields, derived, computed } = resourceType
  const stored = labelSources({ fields, ...(derived && { derived }) })
  const computedSources = labelSources({ fields: {}, ...(computed && { computed }) })
  const columns = Object.keys(stored)
  const select = `
  SELECT item.id, item.known_from${columns.map((column) => `, item."${column}"`).join('')}
    FROM json_each(:versions) AS version
    JOIN ${name} AS item ON item.id         = version.value ->> 0
                        AND item.known_from = version.value ->> 1`

  return (release: Release, rows: readonly Row[], context: LabelContext): string[] => {
    const { known_at, lang } = context
    const keyOf = ({ id, known_from }: Row) => `${id} ${known_from} ${known_at} ${lang}`
    const json = new Map(rows.map((row) => [keyOf(row), release.labels.get(keyOf(row))]))
    const missing = rows.filter((row) => json.get(keyOf(row)) === undefined)
    if (missing.length > 0 && columns.length > 0) {
      const versions = JSON.stringify(missing.map(({ id, known_from }) => [id, known_from]))
      const records = release.prepare<Row>(select).all({ versions })
      const labels = selectLabelJson(release, stored, records, context)
      for (const [index, record] of records.entries()) {
        json.set(keyOf(record), labels[index])
        release.labels.set(keyOf(record), labels[index] ?? '')
      }
    }
    const ofComputed = selectLabelJson(release, computedSources, rows, context)
    return rows.map((row, index) => `${json.get(keyOf(row)) ?? ''}${ofComputed[index]}`)
  }
}
