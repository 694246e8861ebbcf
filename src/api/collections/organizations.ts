import { recordColumns, toRecord } from '../../domain/record-serialization.ts'
import { organizations } from '../../domain/resources/organizations.ts'
import { selectEvidence } from '../../query/evidence.ts'
import { organizationsList, selectDerivedValues } from '../../query/views/organizations.ts'
import { type Collection, resourceCollection } from '../collection.ts'
import { evidenceParameter, languageParameter } from '../query-parameters.ts'
import { csvColumnsOf } from '../representations/csv-columns.ts'

/** An organization without names and locations. */
const NO_VALUES = Object.fromEntries(
  Object.keys(organizations.computed ?? {}).map((field) => [field, null]),
)

/** `/v1/organizations`: each with its name, acronym and headquarters, which follow from other records. */
export const organizationsCollection: Collection = {
  ...resourceCollection(organizations, organizationsList),
  csvColumns: csvColumnsOf(organizations, {
    ...organizationsList,
    columns: recordColumns(organizations),
  }),
  parameters: { evidence: evidenceParameter, lang: languageParameter },
  render(release, rows, { context: { known_at }, evidence, fields }) {
    const withEvidence = evidence === 'full'
    const derived = selectDerivedValues(release, rows, { known_at, fields, withEvidence })
    const stated = withEvidence
      ? selectEvidence(release, organizations, rows, known_at, fields)
      : rows.map(() => [])
    const records = rows.map((row, index) => {
      const { values = {}, evidence: added = [] } = derived[index] ?? {}
      const items = withEvidence ? [...(stated[index] ?? []), ...added] : null
      return toRecord(organizations, { ...NO_VALUES, ...row, ...values }, items)
    })
    const cited = [...stated, ...derived.map((one) => one.evidence)].flat()
    return { records, cited: cited.map(({ source }) => source) }
  },
}
