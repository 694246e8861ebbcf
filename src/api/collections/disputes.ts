import { Type } from 'typebox'
import { EvidenceSchema } from '../../domain/record-components.ts'
import { IdSchema, nullable, recordOf } from '../../domain/record-schema.ts'
import { validatedJson } from '../../http/response-validator.ts'
import { component, ref, registerSchema } from '../../http/schema-registry.ts'
import { DISPUTE_COLUMNS, disputesList, REASONS, readDispute } from '../../query/views/disputes.ts'
import type { Collection } from '../collection.ts'
import { collectionSchemas } from '../record-schemas.ts'
import { flatColumn, sourcesColumn } from '../representations/csv-columns.ts'
import {
  CODE_TERM,
  evidenceTerms,
  idTerms,
  referenceTerm,
} from '../representations/json-ld-terms.ts'

const reason = (description: string) =>
  Type.Enum(Object.keys(REASONS), { type: 'string', description })

const DissentSchema = component('Dissent', 'A claim that is not served, and why.', {
  ...EvidenceSchema.properties,
  overruled_by: reason('Step of the ranking rule that overruled the claim.'),
})

const DisputeSchema = registerSchema(
  recordOf(
    'Dispute',
    'A field about which sources disagree.',
    {
      record: IdSchema,
      collection: Type.String({ description: 'Collection of the record.' }),
      organization: nullable(IdSchema),
      field: Type.String({ description: 'Disputed field.' }),
      value: nullable(
        Type.Union([Type.String(), Type.Integer({ format: 'int64' }), Type.Boolean()], {
          description: 'Served value; null if there is none.',
        }),
      ),
      decided_by: reason('Step of the ranking rule that overruled the strongest dissent.'),
      explanation: Type.String({ description: 'That step in words.' }),
      evidence: Type.Array(ref(EvidenceSchema), { description: 'Claims for the served value.' }),
      dissent: Type.Array(ref(DissentSchema), { description: 'Claims against it.' }),
    },
    Type.String({ description: 'Record id and field, separated by a dot.' }),
  ),
)

const toJson = validatedJson(DisputeSchema, 'Dispute')

/** The columns of a CSV row that are not lists. */
const FLAT_COLUMNS = [...DISPUTE_COLUMNS, 'value', 'decided_by', 'explanation']

/** `/v1/disputes`: where sources disagree, what is served, and why. */
export const disputesCollection: Collection = {
  name: 'disputes',
  summary: 'Where sources disagree',
  description:
    'Fields about which sources disagree: the served value, the step of the ranking rule that decided, and each dissenting claim. A date that is only less or more exact is no dispute. Ordered by `id`.',
  schemas: collectionSchemas(DisputeSchema),
  list: disputesList,
  csvColumns: [
    ...FLAT_COLUMNS.map((name) => flatColumn(name)),
    sourcesColumn('sources', 'evidence', 'Ids of the sources for the value, separated by spaces.'),
    sourcesColumn('dissenting', 'dissent', 'Ids of the dissenting sources, separated by spaces.'),
  ],
  jsonLd: {
    type: 'Dispute',
    terms: (baseUrl) => ({
      ...idTerms(baseUrl, 'disputes'),
      organization: referenceTerm(baseUrl, 'organizations', 'schema:about'),
      value: 'prov:value',
      decided_by: CODE_TERM,
      explanation: 'rdfs:comment',
      overruled_by: CODE_TERM,
      evidence: evidenceTerms(baseUrl, 'prov:wasDerivedFrom'),
      dissent: evidenceTerms(baseUrl, 'dissent'),
    }),
  },
  parameters: {},
  render(_, rows, { context, filters }) {
    const options = {
      known_at: context.known_at,
      includeSetAside: filters.include === 'set_aside',
    }
    const disputes = rows.map((row) => readDispute(row, options))
    const cited = disputes.flatMap(({ evidence, dissent }) => [...evidence, ...dissent])
    return { records: disputes.map(toJson), cited: cited.map(({ source }) => source) }
  },
}
