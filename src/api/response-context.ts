import type { Release, SourceSummary } from '../query/release.ts'
import { selectSourceSummaries } from '../query/source-summaries.ts'
import type { TemporalContext } from '../query/temporal-context.ts'
import { countKnownSources } from '../query/views/sources.ts'
import type { Meta } from './envelope.ts'

/** What a response has besides its data. */
export interface ResponseContext {
  sources: { [id: string]: SourceSummary }
  meta: Meta
}

/** Makes it of the two times and the ids of the cited sources. */
export function responseContext(
  release: Release,
  { known_at, valid_at_text }: TemporalContext,
  cited: Iterable<string>,
  completeness?: Meta['completeness'],
): ResponseContext {
  return {
    sources: selectSourceSummaries(release, cited),
    meta: {
      release: release.id,
      known_at,
      valid_at: valid_at_text,
      ...(known_at < release.last_known && { sources: countKnownSources(release, known_at) }),
      ...(completeness !== undefined && { completeness }),
    },
  }
}
