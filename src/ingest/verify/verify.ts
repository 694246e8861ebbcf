import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Claim } from '../../domain/claim.ts'
import { closeInterval } from '../../domain/edtf.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import { type Diagnostic, Diagnostics, displayValue, type SeedPosition } from '../diagnostics.ts'
import { readSeedFiles } from '../read/seed-files.ts'
import { validateSeedFile } from '../validate/seed-file.ts'
import { isFoundInText, passageStates } from './text-match.ts'

/** What a comparison of accounts with the documents found. */
export interface VerifyResult {
  sources: {
    id: string
    /** Values that stand in the place they name. */
    stated: number
    /** Values that a note says were reckoned or inferred. */
    inferred: number
    /** References, codes, our own words, and dates that are the document's own. */
    other: number
    /** Whether there is a text to compare with. */
    text: boolean
  }[]
  mismatches: Diagnostic[]
}

/**
 * Compares accounts with the texts that they were read from: each sha256 with the files of a
 * folder, and each stated value with the lines it names. Throws BadAccounts on a broken account.
 */
export function verifySeed(
  folder: string,
  texts: string,
  resourceTypes: readonly ResourceType[],
): VerifyResult {
  const documents = readTexts(texts)
  const problems = new Diagnostics()
  const mismatches = new Diagnostics()
  const sources: VerifyResult['sources'] = []
  for (const account of readSeedFiles(folder, problems)) {
    const checked = validateSeedFile(account, resourceTypes, problems)
    if (checked === null) continue
    const { source, claims, place } = checked
    const { sha256 } = source.values
    const found = { id: source.source, stated: 0, inferred: 0, other: 0, text: sha256 !== null }
    sources.push(found)
    if (sha256 === null) continue
    const text = documents.get(String(sha256))
    if (text === undefined) {
      const message = `no text in ${texts} has this SHA-256; the text has changed, or is not there`
      mismatches.add(place, { section: 'source', id: source.source, field: 'sha256' }, message)
      continue
    }
    const { published, published_basis } = source.values
    if (published_basis === 'stated' && !passageStates(text.join('\n'), 'day', String(published)))
      mismatches.add(
        place,
        { section: 'source', id: source.source, field: 'published' },
        `the text does not state ${displayValue(published)}; mend it, or say in a note how it was inferred`,
      )
    for (const { claim, place: stated } of claims) {
      const own = closeInterval(String(source.values.published), source.known_from)
      found[compare(claim, text, own, resourceTypes, stated, mismatches)] += 1
    }
  }
  problems.throwIfAny()
  return { sources, mismatches: mismatches.items }
}

function compare(
  claim: Claim,
  text: readonly string[],
  own: string,
  resourceTypes: readonly ResourceType[],
  place: SeedPosition,
  mismatches: Diagnostics,
): 'stated' | 'inferred' | 'other' {
  const field = resourceTypes.find(({ name }) => name === claim.collection)?.fields[claim.field]
  const about = { section: claim.collection, id: claim.record, field: claim.field }
  const passage = passageAt(text, claim.at)
  if (passage === null) {
    mismatches.add(place, about, `the text has no ${claim.at}; it has ${text.length} lines`)
    return 'other'
  }
  if (field === undefined || !isFoundInText(field.type)) return 'other'
  const abbreviated = OTHERS.includes(claim.field)
  if (passageStates(passage, field.type, claim.value, abbreviated)) return 'stated'
  const isDate = field.type === 'day' || field.type === 'span'
  if (isDate && claim.value === own) return 'other'
  if (claim.note !== null) return 'inferred'
  mismatches.add(
    place,
    about,
    `${claim.at} does not say ${displayValue(claim.value)}; mend the value or the line, or say in a note how it was reckoned`,
  )
  return 'stated'
}

/** Fields that name another organization, which documents often abbreviate. */
const OTHERS = ['other', 'donor', 'adopted_by']

/** The lines that a place names; all of the text where it names none. */
function passageAt(text: readonly string[], at: string): string | null {
  const [, from, to] = /^lines? (\d+)(?:-(\d+))?$/.exec(at) ?? []
  if (from === undefined) return text.join('\n')
  const last = Number(to ?? from)
  if (Number(from) < 1 || last > text.length || Number(from) > last) return null
  return text.slice(Number(from) - 1, last).join('\n')
}

/** The lines of each text, by its SHA-256. */
function readTexts(folder: string): Map<string, string[]> {
  return new Map(
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => readFileSync(join(folder, name)))
      .map((bytes) => [
        createHash('sha256').update(bytes).digest('hex'),
        bytes.toString('utf8').split(/\r?\n/),
      ]),
  )
}
