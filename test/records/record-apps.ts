import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { expect } from 'vitest'
import { edtfBounds, isInside } from '../../src/domain/edtf.ts'
import { buildApp } from '../../src/server/app.ts'
import { type Json, loadFolder, SEED, seedApp, withTemporaryFolder } from '../support/app.ts'
import { ADDED_DOCUMENT } from './added-document.ts'

/**
 * Record tests check facts about IOM and UNHCR in the real data that must stay true, whatever documents are added.
 * Each test runs on the seed and on the seed with one more document. None of them counts all records or
 * lists all sources.
 */

/** The seed files and one more. */
export const EXTENDED_SEED = {
  ...Object.fromEntries(
    readdirSync(SEED).map((name) => [name, readFileSync(join(SEED, name), 'utf8')]),
  ),
  'added-document.yaml': ADDED_DOCUMENT,
}

const extendedApp = withTemporaryFolder(EXTENDED_SEED, (folder) =>
  buildApp({ db: loadFolder(folder).db }),
)

export const recordApps: [name: string, app: FastifyInstance][] = [
  ['seed', await seedApp()],
  ['seed with one more document', await extendedApp],
]

/** As it was known on one day, so that documents from later years change nothing. */
export const KNOWN = 'known_at=2026-11-27'
export const IOM = `organization=iom&${KNOWN}`

/** Expects a date, or one inside it: another document may make a date more exact. */
export function expectDate(served: string | null, expected: string | null, message?: string): void {
  const isMoreExact =
    served !== null && expected !== null && isInside(edtfBounds(served), edtfBounds(expected))
  expect(isMoreExact ? expected : served, message).toBe(expected)
}

/** The claims about one field as "stance source place". */
export function claimsAbout(record: Json, field: string): string[] {
  return record.evidence
    .filter((claim: Json) => claim.field === field)
    .map(({ stance, source, at }: Json) => `${stance} ${source} ${at}`)
}
