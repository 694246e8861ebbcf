import { Type } from 'typebox'
import { component, nullable, ref } from '../http/components.ts'
import type { Collection } from '../records/collection.ts'
import { plain, saidBy } from '../records/columns.ts'
import { itemOf, listOf } from '../records/envelope.ts'
import { Evidence } from '../records/evidence.ts'
import { equals } from '../records/listing.ts'
import { Id, id, type Noun } from '../records/noun.ts'
import { fieldNames, oneOf } from './choices.ts'
import { FLAT, STEPS, tellDisputes } from './dissent.ts'
import { dispute } from './meanings.ts'

/** `/v1/disputes`: fields on which sources disagree: what is served, who says otherwise, and why. */

const Dissent = component('Dissent', 'A claim that is not served, and why.', {
  ...Evidence.properties,
  outvoted_by: Type.Enum(Object.keys(STEPS), {
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
  noun: Type.String({ description: 'The noun that the record is one of.' }),
  organization: nullable(Id),
  field: Type.String({ description: 'The field.' }),
  value: nullable(value),
  decided_by: Type.Enum(Object.keys(STEPS), {
    type: 'string',
    description: 'The step of the rule that decided against the strongest dissent.',
  }),
  explanation: Type.String({ description: 'That step in words.' }),
  evidence: Type.Array(ref(Evidence), { description: 'The claims that the value rests on.' }),
  dissent: Type.Array(ref(Dissent), { description: 'The claims that say otherwise.' }),
})

/** The fields that a claim of `:source`, heard by then, dissents from; slips where they are included. */
const DISSENTED = `
          SELECT stances.record || '.' || claims.field, stances.known_from
            FROM claims
            JOIN stances ON stances.claim = claims.seq
           WHERE claims.source  = :source
             AND claims.heard  <= :known_at
             AND stances.stance IN ('disagrees', CASE :include WHEN 'set_aside' THEN 'set_aside' END)`

/** What is flat of a dispute: in its row, and beside that. */
const SHOWN = [...FLAT, 'value', 'decided_by', 'explanation']

export function disputesCollection(nouns: readonly Noun[]): Collection {
  const names = nouns.map(({ name }) => name)
  return {
    name: 'disputes',
    summary: 'Where sources disagree',
    description:
      'Fields on which sources disagree: the value, the step of the rule that decided, and each claim that says otherwise. A date that only says less or more is no dispute. Ordered by `id`.',
    schemas: {
      record: Dispute,
      list: listOf('Dispute', Dispute),
      item: itemOf('Dispute', Dispute),
    },
    listing: {
      name: 'disputes',
      table: 'disputes',
      columns: [...FLAT, 'known_from'],
      known: 'told.dissented <= :known_at AND (known_to IS NULL OR known_to > :known_at)',
      first: 'dissented',
      filters: {
        organization: equals('organization', id('Only of this organization.'), 'organizations'),
        noun: equals('noun', oneOf(names, 'Only of records of this noun.')),
        field: equals('field', oneOf(fieldNames(nouns), 'Only of this field.')),
        source: {
          schema: Type.Optional(id('Only where this source dissents.', 'ukraine-mission-2014')),
          refers: 'sources',
          condition: `(told.id, told.known_from) IN (${DISSENTED})`,
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
          condition: "(told.disputed <= :known_at OR :include = 'set_aside')",
          bind: String,
        },
      },
      sorts: { id: 'told.id' },
      sort: 'id',
      validity: null,
    },
    table: [
      ...SHOWN.map((name) => plain(name)),
      saidBy(
        'sources',
        'evidence',
        'Ids of the sources that the value rests on, with spaces between.',
      ),
      saidBy(
        'dissenting',
        'dissent',
        'Ids of the sources that say otherwise, with spaces between.',
      ),
    ],
    meaning: dispute,
    parameters: {},
    tell: (release, rows, asked) => tellDisputes(release, nouns, rows, asked),
  }
}
