import { describe, expect, it } from 'vitest'
import { FIXTURE, temporaryFolder } from '../support/app.ts'
import { LEAGUE } from '../support/league-seed.ts'
import { run } from '../support/process.ts'

describe('npm run check', { timeout: 120_000 }, () => {
  it('prints the number of suppressed findings and exits with 0 when there are no others', async () => {
    const { code, out, err } = await run('cli/check.ts', [FIXTURE])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^no findings, \d+ suppressed\n$/)
  })

  it('prints each finding with its position and exits with 1 when there are findings', async () => {
    const people = 'people:\n  - { id: ada-lovelace, at: line 2, name: Ada Lovelace }\n'
    const folder = temporaryFolder({ 'league.yaml': LEAGUE + people })
    const { code, out, err } = await run('cli/check.ts', [folder])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    const finding = `${folder}/league\\.yaml:6:\\d+: .*ada-lovelace.*unused-person: .+`
    expect(err).toMatch(new RegExp(`^${finding}\n\n1 finding, 0 suppressed; see --help\n$`))
  })

  it('prints each error with its position and exits with 1 when a seed file is broken', async () => {
    const folder = temporaryFolder({ 'a.yaml': 'source: x\n' })
    const { code, err } = await run('cli/check.ts', [folder])
    expect(code).toBe(1)
    expect(err).toMatch(new RegExp(`^${folder}/a\\.yaml:1:9: source: .+\n$`))
  })
})
