import { Type } from 'typebox'
import { component, nullable } from '../http/components.ts'
import type { Noun } from '../records/noun.ts'
import type { Release } from '../records/release.ts'

/** How well each noun is covered, as it was counted when the release was built. */

const share = (description: string) =>
  nullable(Type.Number({ minimum: 0, maximum: 1, description }))
export const Coverage = component(
  'Coverage',
  'How well one noun is covered, as told on the last day.',
  {
    records: Type.Integer({ minimum: 0, description: 'Records that are told.' }),
    claims: Type.Integer({ minimum: 0, description: 'Claims of all sources.' }),
    sources: Type.Integer({ minimum: 0, description: 'Sources that make them.' }),
    official_share: share(
      'Of the values, the share that a primary or official source states; null where there are none.',
    ),
    day_share: share('Of the dates, the share that is one day; null where there are none.'),
  },
)
const COVERAGE = `
  SELECT noun, records, claims, sources,
         round(1.0 * official / nullif(stated, 0), 3) AS official_share,
         round(1.0 * days     / nullif(dated, 0), 3)  AS day_share
    FROM coverage`

export function coverageOf({ prepare }: Release, nouns: readonly Noun[]): Record<string, object> {
  const covered = new Map(
    prepare<{ noun: string }>(COVERAGE)
      .all({})
      .map(({ noun, ...told }) => [noun, told]),
  )
  return Object.fromEntries(nouns.map(({ name }) => [name, covered.get(name) ?? {}]))
}
