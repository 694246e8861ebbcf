import { type Static, type TSchema, Type } from 'typebox'
import { fieldProperties, IdSchema, nullable } from '../domain/record-schema.ts'
import { completeness } from '../domain/resources/completeness.ts'
import { component, ref } from '../http/schema-registry.ts'

/** The envelope of every JSON response: data, page, sources, meta. */

const { organization: _, collection: __, ...statementFields } = completeness.fields

const CompletenessStatementSchema = component(
  'CompletenessStatement',
  'How complete the records of one organization in one collection are.',
  { id: IdSchema, ...fieldProperties(statementFields) },
)

const KnownSourcesSchema = component(
  'KnownSources',
  'Only at a `known_at` before the last known day: the number of sources that it uses, and of those that it leaves out although they may have been published by then.',
  {
    known: Type.Integer({ minimum: 0, description: 'Sources that were known.' }),
    undated: Type.Integer({
      minimum: 0,
      description: 'Sources that may have been published by then, but whose date does not show it.',
    }),
  },
)

export const MetaSchema = component('Meta', 'What the response describes.', {
  release: Type.String({ description: 'Release of the data.', examples: ['851fd43b0dc9af0c'] }),
  known_at: Type.String({
    format: 'date',
    description: 'Knowledge time: the response describes what was published by this day.',
  }),
  valid_at: nullable(
    Type.String({ description: 'Valid time of the request; null if it has none.' }),
  ),
  sources: Type.Optional(ref(KnownSourcesSchema)),
  near: Type.Optional(
    Type.Record(Type.String(), Type.Array(Type.String()), {
      description: 'Only if nothing matched a text: values that resemble it, by parameter.',
    }),
  ),
  completeness: Type.Optional(
    nullable(
      Type.Array(ref(CompletenessStatementSchema), {
        description:
          'Only with `organization`: how complete the list is, as `/v1/completeness` states it. Empty if it states nothing; null at an earlier `known_at`, because it is about the last known day.',
      }),
    ),
  ),
})

export const PageSchema = component('Page', 'The part of the list that a response holds.', {
  total: Type.Integer({ minimum: 0, description: 'Number of records in the whole list.' }),
  total_qualifier: Type.Optional(
    Type.Enum(['at_least'], {
      type: 'string',
      description: 'Present if the list was not counted to its end: there may be more records.',
    }),
  ),
  totals: Type.Optional(
    Type.Record(Type.String(), Type.Integer({ minimum: 0 }), {
      description: 'Number of records by certainty; only with `valid_at`.',
    }),
  ),
  limit: Type.Integer({ minimum: 1, maximum: 500, description: 'Maximum records on a page.' }),
  next: nullable(Type.String({ description: 'URL of the next page; null on the last page.' })),
})

const FacetValueSchema = component('FacetValue', 'A value of a facet.', {
  value: Type.Union([Type.String(), Type.Integer({ format: 'int64' }), Type.Boolean()], {
    description: 'Value; the code of a region; a year, or a decade such as `195X`.',
  }),
  label: nullable(Type.String({ description: 'Name of what the value stands for.' })),
  count: Type.Integer({ minimum: 1, description: 'Records that have the value, or may have it.' }),
  definite: Type.Optional(
    Type.Integer({
      minimum: 0,
      description:
        'For dates: how many surely lie there. Otherwise with `valid_at`: how many were surely true.',
    }),
  ),
  possible: Type.Optional(Type.Integer({ minimum: 0, description: 'The others.' })),
})

const FacetSchema = component('Facet', 'How many records of the whole list have each value.', {
  values: Type.Array(ref(FacetValueSchema), {
    description: 'The most frequent first; years and decades in their order.',
  }),
  missing: Type.Integer({ minimum: 0, description: 'Records without a value.' }),
  others: Type.Integer({
    minimum: 0,
    description: 'Records with values that are not listed: only the 500 most frequent are.',
  }),
})

export const FacetsSchema = Type.Record(Type.String(), ref(FacetSchema), {
  description: 'Only with `facets`: by name.',
})

/** A cited source, as responses describe it. query/source-summaries.ts selects it. */
export const SourceSummarySchema = component('SourceSummary', 'A source of the response.', {
  title: Type.String({ description: 'Title.' }),
  publisher: nullable(Type.String({ description: 'Publisher.' })),
  published: nullable(
    Type.String({ description: 'Date of publication, EDTF; null for a derived source.' }),
  ),
  url: nullable(Type.String({ description: 'Address at which it was read.' })),
})

export const SOURCES = Type.Record(Type.String(), ref(SourceSummarySchema), {
  description: 'The cited sources, by id. Each is listed once.',
})

export function listSchema(name: string, record: TSchema): TSchema {
  return component(`${name}List`, 'A page of a list.', {
    data: Type.Array(ref(record), { description: 'The records of this page.' }),
    page: ref(PageSchema),
    facets: Type.Optional(FacetsSchema),
    sources: SOURCES,
    meta: ref(MetaSchema),
  })
}

export function itemSchema(name: string, record: TSchema): TSchema {
  return component(`${name}Item`, 'One record.', {
    data: ref(record),
    sources: SOURCES,
    meta: ref(MetaSchema),
  })
}

export type Meta = Static<typeof MetaSchema>
