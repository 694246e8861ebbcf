import { Type } from 'typebox'
import { STANCES } from './claim.ts'

/** Schemas that records of all resource types share. Each is a component of the API document. */

export const ClaimIdSchema = Type.String({
  pattern: '^[0-9a-f]{16}$',
  description: 'Permanent id of the claim: a digest of its source, record, field, value and place.',
  examples: ['3f1c0a5b7d2e9f64'],
})

export const PlaceSchema = Type.String({
  minLength: 1,
  maxLength: 500,
  description: 'Place in the source: `line 4`, `lines 23-24`, or words if it has no lines.',
  examples: ['line 4'],
})

export const StanceSchema = Type.Enum([...STANCES], {
  type: 'string',
  description:
    'How the claim relates to the served value: `agrees` (equal), `coarser` (a less exact date), `finer` (a more exact date, from a source whose authority is too low to refine it), `disagrees`, `set_aside` (an error in the document; it does not count).',
})

export const EvidenceSchema = Type.Object(
  {
    field: Type.String({ description: 'Field that the claim states.', examples: ['start'] }),
    record: Type.Optional(
      Type.String({
        description:
          'Id of the record that the claim is about, if it is another one: the value follows from it, such as an end from the start of the next term.',
        examples: ['iom-director-general-pope'],
      }),
    ),
    claim: ClaimIdSchema,
    source: Type.String({
      description: 'Id of the source, described under `sources`.',
      examples: ['denmark-mission-2020'],
    }),
    at: PlaceSchema,
    stance: StanceSchema,
    value: Type.Optional(
      Type.Union([Type.String(), Type.Integer({ format: 'int64' }), Type.Boolean()], {
        description: 'Stated value; only present if it differs from the served value.',
      }),
    ),
    note: Type.Optional(
      Type.String({ description: 'How the source was read, or why the claim was set aside.' }),
    ),
  },
  {
    $id: 'Evidence',
    description: 'What one source states about one field.',
    additionalProperties: false,
  },
)

export const LabelSchema = Type.String({
  $id: 'Label',
  description: 'Name of what the field before `_label` stands for, by `lang`.',
})

export const BoundSchema = Type.String({
  $id: 'Bound',
  format: 'date',
  description:
    'With `bounds=true`: the first or the last day on which the record can have started or ended, as a day that can be sorted.',
})

/** By `$ref`. */
export const RECORD_COMPONENTS = {
  Evidence: EvidenceSchema,
  Label: LabelSchema,
  Bound: BoundSchema,
} as const

/** The properties that show the bounds of a record (`bounds=true`), by column. */
export const BOUND_PROPERTIES = {
  start_min: 'start_earliest',
  start_max: 'start_latest',
  end_min: 'end_earliest',
  end_max: 'end_latest',
} as const
