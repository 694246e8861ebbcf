import { describe, expect, it } from 'vitest'
import { get, SEED, temporaryFolder } from '../support/app.ts'
import { run } from '../support/process.ts'
import { claimsAbout, EXTENDED_SEED, recordApps } from './record-apps.ts'

/** A correct document is added to seed/ and nowhere else. The other record tests run with it, too. */

describe('a correct document that is added to the seed', { timeout: 120_000 }, () => {
  const [, app] = recordApps[1] ?? []
  if (app === undefined) throw new Error('there is no app with one more document')

  it('is evidence for records of the seed, and adds records of its own', async () => {
    const { data: head } = await get(app, '/v1/leadership/iom-director-general-pope')
    expect(claimsAbout(head, 'person')).toEqual(
      expect.arrayContaining([
        'agrees invented-overview-2025 line 3',
        'agrees invented-report-2027 paragraph 3',
      ]),
    )
    const { data: milestone } = await get(app, '/v1/milestones/iom-invented-milestone')
    expect(milestone.date).toBe('2025-06-02')
    const { meta } = await get(app, '/v1/names')
    expect(meta.known_at).toBe('2027-01-15')
  })

  it('makes npm run check report the same as without it', async () => {
    const before = await run('cli/check.ts', [SEED])
    expect(before).toMatchObject({ code: 0, err: '' })
    expect(await run('cli/check.ts', [temporaryFolder(EXTENDED_SEED)])).toEqual(before)
  })
})
