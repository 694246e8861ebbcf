import { Type } from 'typebox'
import { component, nullable } from '../http/schema-registry.ts'

/** How a claim stands to the value that is served. */
export const STANCES = ['agrees', 'coarser', 'finer', 'disagrees', 'set_aside'] as const
export type Stance = (typeof STANCES)[number]

/** A value as an account states it and a record shows it. */
export type Value = string | number | boolean

export const ClaimIdSchema = Type.String({
  pattern: '^[0-9a-f]{16}$',
  description: 'The permanent id of a claim: a digest of what it says, of what, in which place.',
  examples: ['3f1c0a5b7d2e9f64'],
})

export const PlaceSchema = Type.String({
  minLength: 1,
  maxLength: 500,
  description: 'The place in the source: `line 4`, `lines 23-24`, or words where it has no lines.',
  examples: ['line 4'],
})

export const EvidenceSchema = component('Evidence', 'What one source says of one field.', {
  field: Type.String({ description: 'The field that it is about.', examples: ['start'] }),
  claim: ClaimIdSchema,
  source: Type.String({
    description: 'The id of the document, spelled out under `sources`.',
    examples: ['denmark-mission-2020'],
  }),
  at: PlaceSchema,
  stance: Type.Enum([...STANCES], {
    type: 'string',
    description:
      'How it stands to the value: `agrees` (equal), `coarser` (a date that says less), `finer` (a date that says more, from a source too low to refine it), `disagrees`, `set_aside` (a slip, kept).',
  }),
  value: Type.Optional(
    Type.Union([Type.String(), Type.Integer(), Type.Boolean()], {
      description: 'What it says, where that differs from the value shown.',
    }),
  ),
  note: Type.Optional(Type.String({ description: 'How it was read, or why it was set aside.' })),
})

/** A source as answers spell it out, once each. */
export const SourceSummarySchema = component(
  'SourceBrief',
  'A document that the answer rests on.',
  {
    title: Type.String({ description: 'Its title.' }),
    publisher: nullable(Type.String({ description: 'Who published it.' })),
    published: Type.String({ description: 'When it spoke: a date in EDTF.' }),
    url: nullable(Type.String({ description: 'Where it was found.' })),
  },
)
