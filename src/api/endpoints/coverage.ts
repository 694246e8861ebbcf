import { Type } from 'typebox'
import type { ResourceType } from '../../domain/resource-type.ts'
import { component, nullable } from '../../http/schema-registry.ts'
import type { Release } from '../../query/release.ts'

/** How well each collection is covered, as it was counted when the release was built. */

const share = (description: string) =>
  nullable(Type.Number({ minimum: 0, maximum: 1, description }))
export const CoverageSchema = component(
  'Coverage',
  'How well one collection is covered, as told on the last day.',
  {
    records: Type.Integer({ minimum: 0, description: 'Records that are item.' }),
    claims: Type.Integer({ minimum: 0, description: 'Claims of all sources.' }),
    sources: Type.Integer({ minimum: 0, description: 'Sources that make them.' }),
    official_share: share(
      'Of the values, the share that a primary or official source states; null where there are none.',
    ),
    day_share: share('Of the dates, the share that is one day; null where there are none.'),
  },
)
const COVERAGE = `
  SELECT collection, records, claims, sources,
         round(1.0 * official / nullif(stated, 0), 3) AS official_share,
         round(1.0 * days     / nullif(dated, 0), 3)  AS day_share
    FROM coverage`

export function selectCoverage(
  { prepare }: Release,
  resourceTypes: readonly ResourceType[],
): Record<string, object> {
  const covered = new Map(
    prepare<{ collection: string }>(COVERAGE)
      .all({})
      .map(({ collection, ...told }) => [collection, told]),
  )
  return Object.fromEntries(resourceTypes.map(({ name }) => [name, covered.get(name) ?? {}]))
}
