import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { QUALIFIERS } from '../../domain/qualifiers.ts'
import { IdSchema, idSchema, nullable } from '../../domain/record-schema.ts'
import { figures } from '../../domain/resources/figures.ts'
import { members } from '../../domain/resources/members.ts'
import { CODE_PATTERN, UNIT_PATTERN } from '../../domain/vocabularies.ts'
import { formatDefinition } from '../../http/formats.ts'
import { sendHead } from '../../http/head-response.ts'
import { invalidParameters } from '../../http/problem.ts'
import { component, ref } from '../../http/schema-registry.ts'
import { resolveFilters } from '../../query/filter-validation.ts'
import { listDefinition } from '../../query/list-definition.ts'
import type { Release } from '../../query/release.ts'
import { knownAtParameter, releaseParameter } from '../common-parameters.ts'
import { MetaSchema, SOURCES } from '../envelope.ts'
import { formatParameter } from '../format-parameter.ts'
import { notModifiedResponse, okResponse, problemResponses } from '../openapi-responses.ts'
import { strictParameters } from '../query-parameters.ts'
import { documentRepresentations, sendRepresentation } from '../representations/representation.ts'
import { sendSeriesTable, seriesTableRepresentation } from '../representations/series-table.ts'
import { createSeriesService, type SeriesQuery } from '../series-service.ts'

/** `/v1/series`: numbers of an organization by year. */

const SERIES_FORMATS = ['json', 'csv', 'html', 'svg'] as const

const codeParameter = (description: string, example: string) =>
  Type.String({ pattern: CODE_PATTERN, maxLength: 60, description, examples: [example] })

const year = (description: string, example: number) =>
  Type.Optional(Type.Integer({ minimum: 1800, maximum: 2100, description, examples: [example] }))

const StatementSchema = component('SeriesStatement', 'A number that a document states.', {
  record: IdSchema,
  collection: Type.Enum(['member_counts', 'figures'], { type: 'string' }),
  code: Type.String({ description: 'Category of the count, or measure of the figure.' }),
  value: Type.Integer({ format: 'int64', description: 'Number.' }),
  unit: nullable(Type.String({ description: 'Unit of a figure; null for a count.' })),
  qualifier: Type.Enum([...QUALIFIERS], { type: 'string', description: 'How exact it is.' }),
  date: Type.String({ description: 'Date of the statement, EDTF.' }),
  sources: Type.Array(IdSchema, { description: 'The sources that agree with the number.' }),
  href: Type.String({ description: 'URL of the record.' }),
  agrees: nullable(
    Type.Boolean({
      description:
        'Whether the roster allows the count on its date; null for figures, and for rough counts.',
    }),
  ),
})

const YearSchema = component('SeriesYear', 'What is known about one year.', {
  year: Type.String({ pattern: '^[0-9]{4}$', description: 'Year.' }),
  roster: nullable(
    ref(
      component('SeriesRoster', 'The members on 1 January, by `members`.', {
        definite: Type.Integer({ minimum: 0, description: 'Surely.' }),
        possible: Type.Integer({ minimum: 0, description: 'Surely or possibly.' }),
        href: Type.String({ description: 'URL of the list of these members.' }),
      }),
    ),
  ),
  statements: Type.Array(ref(StatementSchema), {
    description: 'The numbers of documents whose date may lie in the year. Empty: none is known.',
  }),
  disagrees: Type.Boolean({
    description:
      'Whether a count contradicts the roster, or two exact numbers differ for the same date.',
  }),
})

const SeriesSchema = component('Series', 'Numbers of an organization by year.', {
  data: Type.Array(ref(YearSchema), { description: 'One entry for each year, gaps included.' }),
  sources: SOURCES,
  meta: ref(MetaSchema),
})

export function registerSeries(app: FastifyInstance, release: Release): void {
  const seriesOf = createSeriesService(release, app.basePath)
  const lists = { members: listDefinition(members), figures: listDefinition(figures) }
  app.get<{ Querystring: SeriesQuery }>(
    '/v1/series',
    {
      schema: {
        operationId: 'get_series',
        summary: 'Numbers by year',
        description:
          'How many members an organization had on 1 January of each year, by the roster and by the statements of documents; or, with `measure`, the figures of each year. Years without numbers are listed, so that gaps are visible.',
        tags: ['dataset'],
        querystring: strictParameters({
          organization: { ...idSchema('The organization.', 'iom') },
          role: Type.Optional(
            Type.Array(codeParameter('Role.', 'member'), {
              minItems: 1,
              maxItems: 10,
              description: 'Roles of the members that are counted. Default: `member`.',
              examples: [['member']],
            }),
          ),
          measure: Type.Optional(codeParameter('Measure of figures, instead of members.', 'staff')),
          unit: Type.Optional(
            Type.String({
              pattern: UNIT_PATTERN,
              maxLength: 60,
              description: 'Only figures in this unit, with `measure`.',
              examples: ['USD'],
            }),
          ),
          from: year('First year. Default: the first one with data.', 1990),
          to: year('Last year. Default: the year of `known_at`.', 2020),
          known_at: knownAtParameter,
          format: formatParameter(SERIES_FORMATS),
          release: releaseParameter,
        }),
        response: {
          200: okResponse(SeriesSchema, {
            ...seriesTableRepresentation,
            ...documentRepresentations(SERIES_FORMATS),
          }),
          ...notModifiedResponse,
          ...problemResponses([404, 406, 410]),
        },
      },
      config: { formats: SERIES_FORMATS },
    },
    async (request, reply) => {
      const { query } = request
      requireOneSubject(query)
      const { organization, role, measure } = query
      const list = measure === undefined ? lists.members : lists.figures
      resolveFilters(release, list, {
        organization,
        ...(role && { role }),
        ...(measure && { measure }),
        ...(query.unit && { unit: query.unit }),
      })
      const { format = 'json' } = query
      if (request.method === 'HEAD') return sendHead(reply, formatDefinition(format).contentType)
      const series = seriesOf(query)
      return format === 'csv'
        ? sendSeriesTable(reply, series)
        : sendRepresentation(request, reply, series)
    },
  )
}

function requireOneSubject({ role, measure, unit, from, to }: SeriesQuery): void {
  if (unit !== undefined && measure === undefined)
    throw invalidParameters({
      parameter: 'unit',
      value: unit,
      message: 'cannot be combined with members, which have no unit; name a measure',
    })
  if (role !== undefined && measure !== undefined)
    throw invalidParameters({
      parameter: 'role',
      value: role.join(),
      message: 'cannot be combined with `measure`: a series is of members or of figures',
    })
  if (from !== undefined && to !== undefined && from > to)
    throw invalidParameters({
      parameter: 'from',
      value: from,
      message: `the range ends before it begins: from is ${from}, to is ${to}`,
    })
}
