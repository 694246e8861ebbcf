import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/app.ts'
import { LEAGUE } from '../support/league-seed.ts'
import { run } from '../support/process.ts'

const TEXT = 'The League of 1951\nDated 1 January 1960\n'
const sha256 = createHash('sha256').update(TEXT).digest('hex')
const SEED_FILE = LEAGUE.replace(
  'published_basis: stated',
  `published_basis: stated, sha256: ${sha256}`,
)

describe('npm run verify', { timeout: 120_000 }, () => {
  it('prints a line for each source with a text and exits with 0 when every value is in its lines', async () => {
    const texts = temporaryFolder({ 'charter.txt': TEXT })
    const folder = temporaryFolder({ 'league.yaml': SEED_FILE })
    const { code, out, err } = await run('cli/verify.ts', [texts, folder])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^stated {2}inferred {2}other {2}source\n {5}2 .*league-charter\n/)
    expect(out).toContain('\n0 more sources have no text\n')
    expect(out).toMatch(/\nno mismatch\n$/)
  })

  it('prints each mismatch with its position and exits with 1 when a value is not in its line', async () => {
    const texts = temporaryFolder({ 'charter.txt': TEXT })
    const wrong = SEED_FILE.replace('name: League', 'name: Union')
    const folder = temporaryFolder({ 'league.yaml': wrong })
    const { code, err } = await run('cli/verify.ts', [texts, folder])
    expect(code).toBe(1)
    expect(err).toMatch(
      new RegExp(`^\n${folder}/league\\.yaml:4:\\d+: .*"Union".*\n\n1 mismatch\n$`),
    )
  })

  it('prints how it is used and exits with 1 without the folder of texts', async () => {
    const { code, out } = await run('cli/verify.ts', [])
    expect(code).toBe(1)
    expect(out).toMatch(/^Usage: npm run verify/)
  })
})
