import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { ROOT, temporaryFolder } from '../support/app.ts'
import { LEAGUE } from '../support/league-seed.ts'
import { eventually, freePort } from '../support/process.ts'
import { dockerfileCommand, readDeployFile } from './deploy-files.ts'
import { commandInProject, startNode } from './node-process.ts'

const template = parse(readDeployFile('kubernetes', 'overlays', 'data-volume', 'build-job.yaml'))
const [build] = template.spec.jobTemplate.spec.template.spec.containers

describe('the command of the build', { timeout: 60_000 }, () => {
  /** A folder as Kubernetes mounts a ConfigMap: the files are links. */
  function configMap(folder: string, text: string): string {
    mkdirSync(join(folder, '..2026'), { recursive: true })
    writeFileSync(join(folder, '..2026', 'league.yaml'), text)
    if (!readdirSync(folder).includes('..data')) {
      symlinkSync('..2026', join(folder, '..data'))
      symlinkSync('..data/league.yaml', join(folder, 'league.yaml'))
    }
    return folder
  }

  function runBuild(data: string, seed: string, release?: string) {
    const { status, stdout, stderr } = spawnSync(
      build.command[0],
      [...build.command.slice(1), ...build.args],
      {
        cwd: ROOT,
        encoding: 'utf8',
        env: {
          PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
          DATA: data,
          SEED: seed,
          ...(release === undefined ? {} : { RELEASE: release }),
        },
      },
    )
    return { status, output: stdout + stderr }
  }

  it('rolls out each release to a running server, and rolls back', async () => {
    const data = temporaryFolder({})
    const seed = temporaryFolder({})
    configMap(seed, LEAGUE)
    expect(runBuild(data, seed, '2026-11')).toMatchObject({ status: 0 })
    const port = await freePort()
    const [, ...args] = dockerfileCommand()
    startNode(commandInProject(args, '/app', [data]), {
      DATABASE: join(data, 'orgfacts.db'),
      PORT: String(port),
      MAX_DELAY_MS: '0',
    })
    const served = (name: string) =>
      eventually(
        async () => {
          const response = await fetch(`http://127.0.0.1:${port}/v1/organizations/league`)
          const { data } = (await response.json()) as { data: { name: string } }
          return data.name
        },
        (value) => value === name,
      )
    await served('League')

    configMap(seed, LEAGUE.replace('name: League', 'name: Renamed'))
    expect(runBuild(data, seed, '2026-12')).toMatchObject({ status: 0 })
    await served('Renamed')

    const { status, output } = runBuild(data, seed, '2026-11')
    expect({ status, output }).toEqual({
      status: 0,
      output:
        'releases/2026-11.db exists, so nothing is built\norgfacts.db is releases/2026-11.db\n',
    })
    await served('League')
    expect(readdirSync(join(data, 'releases')).sort()).toEqual(['2026-11.db', '2026-12.db'])
  })

  it('changes nothing when the seed files have an error', () => {
    const data = temporaryFolder({})
    runBuild(data, temporaryFolder({ 'league.yaml': LEAGUE }), 'good')
    const broken = temporaryFolder({ 'league.yaml': LEAGUE.replace('name:', 'nam:') })
    const { status, output } = runBuild(data, broken, 'bad')
    expect(status).toBe(1)
    expect(output).toContain('did you mean name?')
    expect(readlinkSync(join(data, 'orgfacts.db'))).toBe('releases/good.db')
    expect(readdirSync(join(data, 'releases'))).toEqual(['good.db'])
  })

  it('prints how to name the release when RELEASE is not set', () => {
    const { status, output } = runBuild(temporaryFolder({}), temporaryFolder({}))
    expect(status).not.toBe(0)
    expect(output).toContain('kubectl set env cronjob/orgfacts-build RELEASE=')
  })
})
