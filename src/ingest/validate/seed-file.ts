import { Type } from 'typebox'
import type { Claim } from '../../domain/claim.ts'
import { edtfBounds, isInside } from '../../domain/edtf.ts'
import type { Field, ResourceType } from '../../domain/resource-type.ts'
import { sources } from '../../domain/resources/index.ts'
import {
  type Diagnostics,
  displayValue,
  isObject,
  type Report,
  reportIn,
  reportUnknownKeys,
  suggestion,
} from '../diagnostics.ts'
import type { SeedFile } from '../read/seed-files.ts'
import type { SeedPath, SeedPosition } from '../read/seed-position.ts'
import { type StatedClaim, validateSection } from './entries.ts'
import { idField, type SeedSource, validateSource } from './source.ts'
import { readField } from './values.ts'

/** A seed file without errors: its source, what it claims, and where. */
export interface ValidSeedFile {
  source: SeedSource
  position: SeedPosition
  /** The organization that the file is about; null if it names none. */
  about: string | null
  claims: { claim: Claim; position: SeedPosition }[]
  suppressions: Suppression[]
}

/** A finding of `npm run check` that is not a mistake. It is not a claim, and is never served. */
export interface Suppression {
  finding: string
  /** The record or source that the finding is about. */
  about: string
  position: SeedPosition
}

/** In place of an invalid source. Its claims are never loaded. */
const PLACEHOLDER: SeedSource = {
  source: '',
  authority: 0,
  earliest: '',
  known_from: '2000-01-01',
  values: { published: '2000-01-01' },
  restsOn: [],
}

/**
 * Validates one seed file. Reports every error and leaves out entries and fields with errors. Returns null if
 * the source is missing or invalid.
 */
export function validateSeedFile(
  seedFile: SeedFile,
  resourceTypes: readonly ResourceType[],
  diagnostics: Diagnostics,
): ValidSeedFile | null {
  const { value } = seedFile
  const report = reportIn(seedFile, diagnostics)
  if (!isObject(value)) {
    const message = `invalid value ${displayValue(value)}; expected \`source:\` and its sections`
    report([], undefined, message)
    diagnostics.hasUnreadFiles = true
    return null
  }
  reportUnknownSections(value, resourceTypes, report)
  const validSource = validateSource(value.source, report)
  // The sections are validated anyway, so that one build reports all errors.
  const source = validSource ?? PLACEHOLDER
  const organization =
    'about' in value ? readField(idField, value.about, ['about'], { field: 'about' }, report) : null
  const stated = resourceTypes.flatMap((resourceType) =>
    validateSection(resourceType, value[resourceType.name], source, organization, report),
  )
  const claims = withoutRepetitions(stated, report)
  for (const resourceType of resourceTypes) reportContradictions(resourceType, claims, report)
  const suppressions = validateSuppressions(value.suppressions, seedFile, report)
  if (validSource === null) {
    diagnostics.hasUnreadFiles = true
    return null
  }
  return {
    source,
    position: seedFile.position(['source']),
    about: organization === null ? null : String(organization),
    claims: claims.map(({ path, isImplied: _, ...claim }) => ({
      claim,
      position: seedFile.position(path),
    })),
    suppressions,
  }
}

function reportUnknownSections(
  value: Record<string, unknown>,
  resourceTypes: readonly ResourceType[],
  report: Report,
): void {
  const collections = resourceTypes.map(({ name }) => name)
  const sections = ['source', 'about', ...collections, 'suppressions']
  for (const key of Object.keys(value))
    if (!sections.includes(key)) {
      const expected = `${sections.join(', ')}${suggestion(key, sections)}`
      report([key], undefined, `unknown section ${displayValue(key)}; expected ${expected}`, 'key')
    }
}

function withoutRepetitions(stated: readonly StatedClaim[], report: Report): StatedClaim[] {
  const ids = new Set<string>()
  return stated.filter(({ id, collection, record, field, value, at, path }) => {
    const isRepeated = ids.has(id)
    const about = { section: collection, id: record, field }
    if (isRepeated)
      report(path, about, `states ${displayValue(value)} twice at ${at}; remove one of them`)
    ids.add(id)
    return !isRepeated
  })
}

/** A source states one value of a field. For a date, it may also state a less exact one. */
function reportContradictions(
  resourceType: ResourceType,
  stated: readonly StatedClaim[],
  report: Report,
): void {
  const counting = stated.filter(
    (claim) => claim.collection === resourceType.name && claim.set_aside === null,
  )
  const byField = Map.groupBy(counting, ({ record, field }) => `${record} ${field}`)
  for (const [first, ...others] of byField.values())
    for (const other of others)
      if (first !== undefined && !isCompatible(resourceType, first, other))
        report(
          other.path,
          { section: resourceType.name, id: other.record, field: other.field },
          `${displayValue(other.value)} contradicts ${displayValue(first.value)} at ${first.at}; a source states one value of a field: set all but one aside`,
        )
}

function isCompatible(resourceType: ResourceType, a: Claim, b: Claim): boolean {
  // A source may attest a record on several days.
  if (a.value === b.value || a.field === 'attested') return true
  if (resourceType.fields[a.field]?.type !== 'date') return false
  const [left, right] = [edtfBounds(String(a.value)), edtfBounds(String(b.value))]
  return isInside(left, right) || isInside(right, left)
}

const section = 'suppressions'
const EXPECTED_SUPPRESSION = ['finding', 'about', 'reason']
const suppressionFields: Record<string, Field> = {
  finding: {
    type: 'text',
    role: 'key',
    schema: Type.String({ pattern: '^[a-z]+(?:-[a-z]+)*$', description: 'the name of a finding' }),
  },
  reason: { ...(sources.fields.note as Field), role: 'required' },
}

function validateSuppressions(value: unknown, seedFile: SeedFile, report: Report): Suppression[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) {
    report([section], { section }, `invalid value ${displayValue(value)}; expected a list`)
    return []
  }
  return value.flatMap((entry: unknown, index) =>
    validateSuppression(entry, [section, index], seedFile, report),
  )
}

/** One entry can name several records: a suppression for each. */
function validateSuppression(
  entry: unknown,
  path: SeedPath,
  seedFile: SeedFile,
  report: Report,
): Suppression[] {
  if (!isObject(entry)) {
    const expected = EXPECTED_SUPPRESSION.join(', ')
    report(path, { section }, `invalid value ${displayValue(entry)}; expected ${expected}`)
    return []
  }
  reportUnknownKeys(entry, EXPECTED_SUPPRESSION, path, { section }, report)
  for (const name of EXPECTED_SUPPRESSION)
    if (entry[name] === undefined)
      report(path, { section, field: name }, `missing; expected ${EXPECTED_SUPPRESSION.join(', ')}`)
  if (EXPECTED_SUPPRESSION.some((name) => entry[name] === undefined)) return []
  const [finding] = Object.entries(suppressionFields).map(([name, field]) =>
    readField(field, entry[name], [...path, name], { section, field: name }, report),
  )
  const aboutPath = [...path, 'about']
  const ids: [unknown, SeedPath][] = Array.isArray(entry.about)
    ? entry.about.map((id, index) => [id, [...aboutPath, index]])
    : [[entry.about, aboutPath]]
  return ids.flatMap(([id, idPath]) => {
    const about = readField(idField, id, idPath, { section, field: 'about' }, report)
    if (finding == null || about === null) return []
    const position = seedFile.position(idPath)
    return [{ finding: String(finding), about: String(about), position }]
  })
}
