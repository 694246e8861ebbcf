import { describe, expect, it } from 'vitest'
import { run } from '../support/process.ts'

describe.each(['build', 'check', 'verify'])('npm run %s', { timeout: 120_000 }, (command) => {
  it('prints how it is used and exits with 0 with --help', async () => {
    const { code, out, err } = await run(`cli/${command}.ts`, ['--help'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(new RegExp(`^Usage: npm run ${command}`))
    expect(out).toContain('Exit status: ')
  })

  it('exits with 1 and names the option when an option is unknown', async () => {
    const { code, out, err } = await run(`cli/${command}.ts`, ['--folder', 'x'])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain("Unknown option '--folder'")
    expect(err).not.toContain('    at ')
  })
})
