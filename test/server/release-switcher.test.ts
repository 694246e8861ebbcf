import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { buildDatabase } from '../../src/ingest/build.ts'
import { temporaryFolder, migrations, SEED } from '../support/app.ts'
import { eventually, listening, replace, start } from '../support/process.ts'

/** Another database takes the place of the one that is served; under load and damage in test/faults. */

const LEAGUE = `source: { id: charter, title: The charter, kind: primary, published: 1960-01-01, published_basis: stated }
about: league
organizations: [{ id: league, at: line 1, name: League }]
`

describe('a served database', { timeout: 30_000 }, () => {
  it('that is replaced makes way for the new one, unless that is damaged', async () => {
    const folder = temporaryFolder({})
    const live = join(folder, 'live.db')
    const next = join(folder, 'next.db')
    buildDatabase(live, { folder: SEED, resourceTypes, migrations })
    buildDatabase(next, { folder: temporaryFolder({ 'a.yaml': LEAGUE }), resourceTypes, migrations })
    const { child, ran, ended } = start('cli/serve.ts', [], { DATABASE: live, PORT: '0' })
    const origin = await listening(child, ran)
    const text = async (path: string) => (await fetch(origin + path)).text()
    const ids = async () => {
      const { data } = JSON.parse(await text('/v1/organizations')) as { data: { id: string }[] }
      return data.map(({ id }) => id)
    }
    expect(await ids()).toContain('iom')

    replace(live, next)
    // Nobody says so: it is seen.
    expect(await eventually(ids, (found) => !found.includes('iom'))).toEqual(['league'])

    const broken = join(folder, 'broken.db')
    writeFileSync(broken, 'no database')
    replace(live, broken)
    child.kill('SIGHUP')
    const metrics = await eventually(
      () => text('/metrics'),
      (metrics) => metrics.includes('swaps_total{result="refused"} 1'),
    )
    expect(metrics).toContain('swaps_total{result="served"} 1')
    expect(ran.out).toContain('is not a database of ours')
    expect(await ids()).toEqual(['league'])
    child.kill('SIGTERM')
    expect((await ended).code).toBe(0)
  })
})
