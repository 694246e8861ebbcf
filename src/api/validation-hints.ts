import type { FastifyRequest } from 'fastify'
import { codeLists } from '../domain/code-lists.ts'
import { ALLOWED_DATES, edtfError, isEdtf } from '../domain/edtf.ts'
import { ID_PATTERN } from '../domain/record-schema.ts'
import { organizations } from '../domain/resources/organizations.ts'
import { didYouMean } from '../domain/suggestions.ts'
import { CODE_PATTERN, UNIT_PATTERN, type Vocabulary } from '../domain/vocabularies.ts'
import type { ProblemOptions } from '../http/plugins/problem-handler.ts'
import { type StringFormats, validationProblem } from '../http/validation-errors.ts'
import { selectPage } from '../query/list-query.ts'
import type { Release } from '../query/release.ts'
import { temporalContext } from '../query/temporal-context.ts'
import { likelyIds } from '../query/unknown-ids.ts'
import { codesList } from '../query/views/reference-data.ts'
import type { Collection } from './collection.ts'
import { NOT_A_CURSOR } from './cursor.ts'
import { CURSOR_PATTERN, MAX_LIMIT } from './query-parameters.ts'
import { collectionUrl } from './urls.ts'

/** What the HTTP layer needs to explain an invalid request in terms of organizations and dates. */

/** The string formats of parameters, besides those of JSON Schema. */
export const stringFormats: StringFormats = {
  ...codeLists,
  edtf: { check: isEdtf, allowed: ALLOWED_DATES, reason: edtfError },
}

const CODE_FORM = 'codes have lower-case letters, digits and single underscores'

const NO_AS_OF =
  'ambiguous; use valid_at (when something was true) or known_at (what documents published by a day stated)'

/** How to explain invalid requests to these collections. */
export function requestValidation(
  release: Release,
  collections: readonly Collection[],
): ProblemOptions {
  const byUrl = new Map(
    collections.map((collection) => [collectionUrl(collection.name), collection]),
  )
  const paths = ['/docs', '/openapi.json', '/v1/dataset', ...byUrl.keys()]
  return {
    fromValidation: validationProblem({
      formats: stringFormats,
      patterns: {
        [ID_PATTERN]: 'ids have lower-case letters, digits and single hyphens',
        [CURSOR_PATTERN]: NOT_A_CURSOR,
        [CODE_PATTERN]: CODE_FORM,
        [UNIT_PATTERN]: `${CODE_FORM}; currencies are ISO 4217 codes such as USD`,
      },
      hints: {
        as_of: () => NO_AS_OF,
        asOf: () => NO_AS_OF,
        valid_at: (path, basePath) => validAtHint(path, byUrl, basePath),
        certainty: () => 'requires valid_at, which is not supported here',
      },
      suggest: didYouMean,
      suggestValue: (value, parameter, request) => {
        const filter = byUrl.get(routeUrl(request))?.list.filters[parameter]
        if (filter?.vocabulary !== undefined)
          return didYouMean(value, codesOf(release, filter.vocabulary))
        const refersTo = parameter === 'organization' ? organizations.name : filter?.refersTo
        return refersTo === undefined ? undefined : likelyIds(release, refersTo, value)[0]
      },
    }),
    suggestPath: (path) => didYouMean(path, paths),
  }
}

/** The codes of a vocabulary. */
function codesOf(release: Release, vocabulary: Vocabulary): string[] {
  const { rows } = selectPage(release, codesList, {
    context: temporalContext(release, {}),
    filters: { vocabulary },
    fields: ['code'],
    sort: 'id',
    limit: MAX_LIMIT,
    after: null,
  })
  return rows.map(({ code }) => String(code))
}

function validAtHint(
  path: string,
  byUrl: ReadonlyMap<string, Collection>,
  basePath: string,
): string {
  const list = path.replace('/:id', '')
  return byUrl.get(list)?.list.validTime
    ? `only supported on lists; use ${basePath}${list}?valid_at=`
    : 'not supported: this resource has no valid time; use known_at'
}

function routeUrl({ routeOptions }: FastifyRequest): string {
  return routeOptions.url ?? ''
}
