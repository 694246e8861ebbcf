import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { eventually, replace } from '../support/process.ts'
import { request, startClients } from './clients.ts'
import { buildTwoReleases, RELEASE_PATHS, responsesOf, serveCopy } from './two-releases.ts'

const folder = mkdtempSync(join(tmpdir(), 'orgfacts-swap-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const SWAPS = 30

describe(`a database that is replaced ${SWAPS} times under load`, () => {
  it('is served without a failed request, and every response is of one release only', async () => {
    const { first, second } = await buildTwoReleases(folder)
    const { live, child, origin } = await serveCopy(first, folder)
    const expected = [await responsesOf(first), await responsesOf(second)] as const
    const counts = [0, 0]
    const wrong: string[] = []
    const clients = startClients(
      RELEASE_PATHS.map((path) => origin + path),
      ({ url, status, body }) => {
        const path = url.slice(origin.length)
        const release = expected.findIndex((bodies) => bodies.get(path) === body)
        if (status === 200 && release !== -1) counts[release] = (counts[release] ?? 0) + 1
        else wrong.push(`${url} ${status} ${body.slice(0, 200)}`)
      },
    )
    const page = JSON.parse((await request(`${origin}/v1/sources?limit=1`)).body) as {
      page: { next: string }
    }
    for (let swap = 1; swap <= SWAPS; swap += 1) {
      replace(live, swap % 2 === 1 ? second : first)
      child.kill('SIGHUP')
      const path = RELEASE_PATHS[0]
      const body = expected[swap % 2 === 1 ? 1 : 0].get(path)
      await eventually(
        () => request(origin + path),
        (response) => response.body === body,
      )
      // A cursor is valid for one release.
      if (swap === 1) expect((await request(origin + page.page.next)).status).toBe(410)
    }
    await clients.stop()
    expect(wrong).toEqual([])
    expect(Math.min(...counts)).toBeGreaterThan(100)
    const { body } = await request(`${origin}/metrics`)
    const served = /^orgfacts_release_swaps_total\{result="served"\} (\d+)$/m.exec(body)
    expect(Number(served?.[1])).toBe(SWAPS)
    console.log(`${SWAPS} swaps, ${counts.join(' + ')} responses, none wrong`)
  })
})
