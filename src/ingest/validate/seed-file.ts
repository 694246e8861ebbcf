import type { Claim } from '../../domain/claim.ts'
import { edtfBounds, isInside } from '../../domain/edtf.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import { type Diagnostics, displayValue, type SeedPosition } from '../diagnostics.ts'
import type { SeedFile } from '../read/seed-files.ts'
import { type StatedClaim, validateSection } from './entries.ts'
import { isMap, type Report, readField, reporter } from './report.ts'
import { idField, type SeedSource, validateSource } from './source.ts'
import { SUPPRESSIONS, type Suppression, validateSuppressions } from './suppressions.ts'
import { didYouMean } from './values.ts'

/** An account that was read and checked: its source, what it claims, and where in the file. */
export interface ValidSeedFile {
  source: SeedSource
  place: SeedPosition
  claims: { claim: Claim; place: SeedPosition }[]
  suppressions: Suppression[]
}

/**
 * Checks one account against the collections it speaks of. What is wrong is added to `problems` and left
 * out; null where there is no source to hang a claim on.
 */
export function validateSeedFile(
  account: SeedFile,
  resourceTypes: readonly ResourceType[],
  problems: Diagnostics,
): ValidSeedFile | null {
  const { value } = account
  const wrong = reporter(account, problems)
  if (!isMap(value)) {
    problems.hasUnreadFiles = true
    wrong(
      [],
      undefined,
      `found ${displayValue(value)}; allowed: an account, which begins with \`source:\``,
    )
    return null
  }
  const sections = ['source', 'about', ...resourceTypes.map(({ name }) => name), SUPPRESSIONS]
  for (const key of Object.keys(value))
    if (!sections.includes(key)) {
      const allowed = `${sections.join(', ')}${didYouMean(key, sections)}`
      wrong([key], undefined, `unknown section ${displayValue(key)}; allowed: ${allowed}`, 'key')
    }
  const source = validateSource(value.source, wrong)
  if (source === null) {
    problems.hasUnreadFiles = true
    return null
  }
  const about =
    'about' in value ? readField(idField, value.about, ['about'], { field: 'about' }, wrong) : null
  const all = resourceTypes.flatMap((resourceType) =>
    validateSection(resourceType, value[resourceType.name], source, about, wrong),
  )
  const stated = once(all, wrong)
  for (const resourceType of resourceTypes) refuseContradictions(resourceType, stated, wrong)
  return {
    source,
    place: account.place(['source']),
    suppressions: validateSuppressions(value[SUPPRESSIONS], account, wrong),
    claims: stated.map(({ path, said: _, ...claim }) => ({ claim, place: account.place(path) })),
  }
}

/** Refuses the same claim twice at one place. */
function once(stated: readonly StatedClaim[], wrong: Report): StatedClaim[] {
  const before = new Set<string>()
  return stated.filter(({ id, collection, record, field, value, at, path }) => {
    const again = before.has(id)
    const about = { section: collection, id: record, field }
    if (again) wrong(path, about, `claims ${displayValue(value)} twice at ${at}; remove one`)
    before.add(id)
    return !again
  })
}

/** One source states one value of a field, if need be in a coarser and a finer date. */
function refuseContradictions(
  resourceType: ResourceType,
  stated: readonly StatedClaim[],
  wrong: Report,
): void {
  const counting = stated.filter(
    (claim) => claim.collection === resourceType.name && claim.set_aside === null,
  )
  for (const claims of Map.groupBy(
    counting,
    ({ record, field }) => `${record} ${field}`,
  ).values()) {
    const [first, ...others] = claims
    for (const other of others)
      if (first !== undefined && !compatible(resourceType, first, other))
        wrong(
          other.path,
          { section: resourceType.name, id: other.record, field: other.field },
          `found ${displayValue(other.value)}, but ${first.at} has ${displayValue(first.value)}; one source states one value of a field: set all but one aside`,
        )
  }
}

/** Attestations add up; of two days one may lie inside the other; all else must be equal. */
function compatible(resourceType: ResourceType, a: Claim, b: Claim): boolean {
  if (a.value === b.value || a.field === 'attested') return true
  if (resourceType.fields[a.field]?.type !== 'day') return false
  const [left, right] = [edtfBounds(String(a.value)), edtfBounds(String(b.value))]
  return isInside(left, right) || isInside(right, left)
}
