import { earliestDay, latestDay } from '../../domain/valid-time.ts'
import { type Diagnostics, displayValue } from '../diagnostics.ts'
import type { Version } from '../resolve/resolve.ts'
import type { RecordVersions } from '../resolve/succession.ts'
import { decidingClaim, type LocatedClaim, subjectOf } from './records.ts'

/** Errors that can be found only by comparing the terms of one organization. */

type Claims = ReadonlyMap<string, readonly LocatedClaim[]>

/** Reports two terms that certainly overlap in a post of one holder. An acting holder may overlap. */
export function reportOverlappingTerms(
  group: readonly RecordVersions[],
  claims: Claims,
  diagnostics: Diagnostics,
): void {
  const terms = group.flatMap(({ record, versions }) => {
    const current = versions.at(-1)
    const isExclusive = current?.time.kind === 'exclusive_term' && current.values.acting !== true
    return current !== undefined && isExclusive ? [{ record, current }] : []
  })
  const byPost = Map.groupBy(terms, ({ current: { values } }) => String(values.post))
  for (const [post, own] of byPost)
    for (const [index, term] of own.entries())
      for (const other of own.slice(0, index)) {
        if (!certainlyOverlap(term.current, other.current)) continue
        const [later, earlier] = startsBefore(term.current, other.current)
          ? [other, term]
          : [term, other]
        reportOverlap(post, later, earlier.record, claims, diagnostics)
      }
}

function reportOverlap(
  post: string,
  { record, current }: { record: string; current: Version },
  earlier: string,
  claims: Claims,
  diagnostics: Diagnostics,
): void {
  const own = claims.get(record) ?? []
  const claim = decidingClaim(own, current, 'start') ?? own[0]
  if (claim === undefined) return
  const message = `begins before ${earlier} ends, and ${post} has one holder; set a date aside, or state \`acting\` or \`holders: several\``
  diagnostics.add(claim.position, { ...subjectOf(claim), field: 'start' }, message)
}

function certainlyOverlap({ bounds: a }: Version, { bounds: b }: Version): boolean {
  if (a === null || b === null) return false
  return latestDay([a.start_max, b.start_max]) < earliestDay([a.end_min, b.end_min])
}

function startsBefore({ bounds: a }: Version, { bounds: b }: Version): boolean {
  return (a?.start_min ?? '') < (b?.start_min ?? '')
}

/** Reports terms that replace one another in a circle. */
export function reportReplacementCycles(
  group: readonly RecordVersions[],
  claims: Claims,
  diagnostics: Diagnostics,
): void {
  const replaced = new Map(
    group.map(({ record, versions }) => [record, versions.at(-1)?.values.replaces ?? null]),
  )
  for (const { record, versions } of group) {
    const path = new Set([record])
    let next = replaced.get(record) ?? null
    while (next !== null && !path.has(String(next))) {
      path.add(String(next))
      next = replaced.get(String(next)) ?? null
    }
    // Each circle is reported once: at the first of its records.
    if (next !== record || [...path].some((one) => one < record)) continue
    const [current, own] = [versions.at(-1), claims.get(record) ?? []]
    const claim = current && decidingClaim(own, current, 'replaces')
    if (claim === undefined) continue
    const message = `${displayValue(claim.value)} is a circle: ${[...path, record].join(' replaces ')}; remove one`
    diagnostics.add(claim.position, subjectOf(claim), message)
  }
}
