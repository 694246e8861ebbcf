import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Claim } from '../../domain/claim.ts'
import { isDateType, type ResourceType } from '../../domain/resource-type.ts'
import { type Diagnostic, Diagnostics, displayValue } from '../diagnostics.ts'
import { readSeedFiles } from '../read/seed-files.ts'
import type { SeedPosition } from '../read/seed-position.ts'
import { isReferenceData } from '../validate/reference-data.ts'
import { validateSeedFile } from '../validate/seed-file.ts'
import { publishedDate, type SeedSource } from '../validate/source.ts'
import { isVerifiable, passageStates } from './text-match.ts'

export interface VerifyResult {
  sources: SourceCounts[]
  mismatches: Diagnostic[]
}

/** The numbers of claims of a source. */
interface SourceCounts {
  id: string
  /** The value is expected in the cited lines. */
  stated: number
  /** A note explains how the value was calculated or inferred. */
  inferred: number
  /** References, codes, our own words, and the date of the document itself. */
  other: number
  /** Whether there is a text to compare with. */
  hasText: boolean
}

/**
 * Compares seed files with the texts of their documents: the SHA-256 of each source with the files of a
 * folder, and each stated value with the lines that its claim cites. Throws `SeedError` if a seed file has
 * errors.
 */
export function verifySeed(
  folder: string,
  texts: string,
  resourceTypes: readonly ResourceType[],
): VerifyResult {
  const documents = readTexts(texts)
  const diagnostics = new Diagnostics()
  const mismatches = new Diagnostics()
  const sources: SourceCounts[] = []
  for (const seedFile of readSeedFiles(folder, diagnostics)) {
    // Codes and statements of completeness are ours: no document states them.
    if (isReferenceData(seedFile.value)) continue
    const valid = validateSeedFile(seedFile, resourceTypes, diagnostics)
    if (valid === null) continue
    const { source, claims, position } = valid
    const { sha256 } = source.values
    const hasText = sha256 !== null
    const counts = { id: source.source, stated: 0, inferred: 0, other: 0, hasText }
    sources.push(counts)
    if (!hasText) continue
    const lines = documents.get(String(sha256))
    if (lines === undefined) {
      const message = `no file in ${texts} has this SHA-256; the text has changed or is missing`
      mismatches.add(position, { section: 'source', id: source.source, field: 'sha256' }, message)
      continue
    }
    verifyPublished(source, lines, position, mismatches)
    for (const { claim, position: claimPosition } of claims) {
      const kind = verifyClaim(claim, source, lines, resourceTypes, claimPosition, mismatches)
      counts[kind] += 1
    }
  }
  diagnostics.throwIfAny()
  return { sources, mismatches: mismatches.items }
}

function verifyPublished(
  { source, values }: SeedSource,
  lines: readonly string[],
  position: SeedPosition,
  mismatches: Diagnostics,
): void {
  const published = String(values.published)
  if (values.published_basis !== 'stated' || passageStates(lines.join('\n'), 'date', published))
    return
  const message = `the text does not state ${displayValue(published)}; correct it, or explain in a note how it was inferred`
  mismatches.add(position, { section: 'source', id: source, field: 'published' }, message)
}

/** Fields with the name of another organization, which documents often abbreviate. */
const ABBREVIATED = ['other', 'donor', 'adopted_by']

function verifyClaim(
  claim: Claim,
  source: SeedSource,
  lines: readonly string[],
  resourceTypes: readonly ResourceType[],
  position: SeedPosition,
  mismatches: Diagnostics,
): 'stated' | 'inferred' | 'other' {
  const { collection, record, field, value, at, note } = claim
  const type = resourceTypes.find(({ name }) => name === collection)?.fields[field]?.type
  const about = { section: collection, id: record, field }
  const passage = passageAt(lines, at)
  if (passage === null) {
    mismatches.add(position, about, `the text has no ${at}; it has ${lines.length} lines`)
    return 'other'
  }
  if (type === undefined || !isVerifiable(type)) return 'other'
  if (passageStates(passage, type, value, ABBREVIATED.includes(field))) return 'stated'
  const isDate = isDateType(type)
  if (isDate && value === publishedDate(source)) return 'other'
  if (note !== null) return 'inferred'
  mismatches.add(
    position,
    about,
    `${at} does not state ${displayValue(value)}; correct the value or the line, or explain in a note how it was calculated`,
  )
  return 'stated'
}

/** The lines that a place cites; the whole text if it cites none; null if the text has no such lines. */
function passageAt(lines: readonly string[], at: string): string | null {
  const [, from, to] = /^lines? (\d+)(?:-(\d+))?$/.exec(at) ?? []
  if (from === undefined) return lines.join('\n')
  const last = Number(to ?? from)
  if (Number(from) < 1 || last > lines.length || Number(from) > last) return null
  return lines.slice(Number(from) - 1, last).join('\n')
}

/** The lines of each file of a folder and its subfolders, by its SHA-256. */
function readTexts(folder: string): Map<string, string[]> {
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => readFileSync(join(parentPath, name)))
      .map((bytes) => [
        createHash('sha256').update(bytes).digest('hex'),
        bytes.toString('utf8').split(/\r?\n/),
      ]),
  )
}
