import { organizations } from '../../domain/resources/organizations.ts'
import { organizationsList, selectDerivedValues } from '../../query/views/organizations.ts'
import { type Collection, resourceCollection } from '../collection.ts'

/** `/v1/organizations`: each with its name, acronym and headquarters, which follow from other records. */
export const organizationsCollection: Collection = resourceCollection(
  organizations,
  organizationsList,
  (release, rows, { context: { known_at }, fields, evidence }) =>
    selectDerivedValues(release, rows, { known_at, fields, evidence }).map((derived) => ({
      values: derived.values,
      evidence: derived.evidence.map((claim) => JSON.stringify(claim)),
      cited: derived.evidence.map(({ source }) => source),
    })),
)
