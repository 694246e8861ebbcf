import { Type } from 'typebox'
import { Id, id, type ResourceType } from '../../domain/resource-type.ts'
import { component, nullable, ref } from '../../http/schema-registry.ts'
import { equalsFilter } from '../../query/list-definition.ts'
import type { Collection } from '../collection.ts'
import { itemSchema, listSchema } from '../envelope.ts'
import { EvidenceSchema } from '../evidence-schema.ts'
import { flatColumn, sourcesColumn } from '../representations/csv-columns.ts'
import { disputeContext } from '../representations/json-ld-contexts.ts'
import { enumParameter, fieldNames } from './choices.ts'
import { DISPUTE_COLUMNS, EXPLANATIONS, renderDisputes } from './dissent.ts'

/** `/v1/disputes`: fields on which sources disagree: what is served, who says otherwise, and why. */

const Dissent = component('Dissent', 'A claim that is not served, and why.', {
  ...EvidenceSchema.properties,
  overruled_by: Type.Enum(Object.keys(EXPLANATIONS), {
    type: 'string',
    description: 'The step of the rule by which it lost.',
  }),
})

const value = Type.Union([Type.String(), Type.Integer(), Type.Boolean()], {
  description: 'The value that is served; null where there is none.',
})

const Dispute = component('Dispute', 'A field on which sources disagree.', {
  id: Type.String({ description: 'The record and the field, with a dot between them.' }),
  record: Id,
  collection: Type.String({ description: 'The collection that the record is one of.' }),
  organization: nullable(Id),
  field: Type.String({ description: 'The field.' }),
  value: nullable(value),
  decided_by: Type.Enum(Object.keys(EXPLANATIONS), {
    type: 'string',
    description: 'The step of the rule that decided against the strongest dissent.',
  }),
  explanation: Type.String({ description: 'That step in words.' }),
  evidence: Type.Array(ref(EvidenceSchema), { description: 'The claims that the value rests on.' }),
  dissent: Type.Array(ref(Dissent), { description: 'The claims that say otherwise.' }),
})

/** The fields that a claim of `:source`, known_from by then, dissents from; slips where they are included. */
const DISSENTED = `
          SELECT stances.record || '.' || claims.field, stances.known_from
            FROM claims
            JOIN stances ON stances.claim = claims.seq
           WHERE claims.source  = :source
             AND claims.known_from  <= :known_at
             AND stances.stance IN ('disagrees', CASE :include WHEN 'set_aside' THEN 'set_aside' END)`

/** What is flat of a dispute: in its row, and beside that. */
const SHOWN = [...DISPUTE_COLUMNS, 'value', 'decided_by', 'explanation']

export function disputesCollection(resourceTypes: readonly ResourceType[]): Collection {
  const names = resourceTypes.map(({ name }) => name)
  return {
    name: 'disputes',
    summary: 'Where sources disagree',
    description:
      'Fields on which sources disagree: the value, the step of the rule that decided, and each claim that says otherwise. A date that only says less or more is no dispute. Ordered by `id`.',
    schemas: {
      record: Dispute,
      list: listSchema('Dispute', Dispute),
      item: itemSchema('Dispute', Dispute),
    },
    list: {
      name: 'disputes',
      table: 'disputes',
      columns: [...DISPUTE_COLUMNS, 'known_from'],
      knownCondition: 'item.dissented <= :known_at AND (known_to IS NULL OR known_to > :known_at)',
      firstKnownColumn: 'dissented',
      filters: {
        organization: equalsFilter(
          'organization',
          id('Only of this organization.'),
          'organizations',
        ),
        collection: equalsFilter(
          'collection',
          enumParameter(names, 'Only of records of this collection.'),
        ),
        field: equalsFilter(
          'field',
          enumParameter(fieldNames(resourceTypes), 'Only of this field.'),
        ),
        source: {
          schema: Type.Optional(id('Only where this source dissents.', 'ukraine-mission-2014')),
          refersTo: 'sources',
          condition: `(item.id, item.known_from) IN (${DISSENTED})`,
          bind: String,
        },
        include: {
          schema: Type.Optional(
            Type.Enum(['none', 'set_aside'], {
              type: 'string',
              default: 'none',
              description: 'With `set_aside`: also fields of which only slips were set aside.',
            }),
          ),
          condition: "(item.disputed <= :known_at OR :include = 'set_aside')",
          bind: String,
        },
      },
      sorts: { id: 'item.id' },
      defaultSort: 'id',
      validTime: null,
    },
    csvColumns: [
      ...SHOWN.map((name) => flatColumn(name)),
      sourcesColumn(
        'sources',
        'evidence',
        'Ids of the sources that the value rests on, with spaces between.',
      ),
      sourcesColumn(
        'dissenting',
        'dissent',
        'Ids of the sources that say otherwise, with spaces between.',
      ),
    ],
    jsonLd: disputeContext,
    parameters: {},
    render: (release, rows, asked) => renderDisputes(release, resourceTypes, rows, asked),
  }
}
