import { readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/app.ts'
import { LEAGUE } from '../support/league-seed.ts'
import { eventually, freePort, listening, run, start } from '../support/process.ts'
import { dockerfileCommand } from './deploy-files.ts'
import { commandInProject, startNode } from './node-process.ts'

/** What docs/operating.md describes: seed files and a database of the operator. */

const RENAMED = LEAGUE.replace('name: League', 'name: Renamed')
const [, ...IMAGE_ARGS] = dockerfileCommand()

/** A seed folder, and a path for its database in another folder, which exists. */
function ownData(text = LEAGUE) {
  const folder = temporaryFolder({ 'league.yaml': text })
  const data = temporaryFolder({})
  return { folder, data, database: join(data, 'orgfacts.db') }
}

async function build(folder: string, database: string) {
  const { code, err } = await run('cli/build.ts', [folder, database])
  expect({ code, err }).toEqual({ code: 0, err: '' })
}

/** Waits until a server serves this name of the organization. */
const served = (port: number, name: string) =>
  eventually(
    async () => {
      const response = await fetch(`http://127.0.0.1:${port}/v1/organizations/league`)
      const { data } = (await response.json()) as { data: { name: string } }
      return data.name
    },
    (value) => value === name,
  )

/** Starts the command of the image with /app as the project and the given changes. */
async function startImage(
  { readable = [], args = [] }: { readable?: string[]; args?: string[] },
  database: string,
) {
  const port = await freePort()
  const command = commandInProject(IMAGE_ARGS, '/app', readable)
  const script = command.pop() ?? ''
  const options = args.filter((word) => word.startsWith('--'))
  const rest = args.filter((word) => !word.startsWith('--'))
  const env = { DATABASE: database, PORT: String(port), MAX_DELAY_MS: '0', LOG_LEVEL: 'error' }
  return { port, ...startNode([...command, ...options, script, ...rest], env) }
}

describe('a seed folder and a database of the operator', { timeout: 60_000 }, () => {
  it('serves the database that `npm run build -- FOLDER DATABASE` built', async () => {
    const { folder, database } = ownData()
    await build(folder, database)
    const { child, ran } = start('cli/serve.ts', [], { DATABASE: database, PORT: '0' })
    const url = new URL(await listening(child, ran))
    await served(Number(url.port), 'League')
  })

  it('builds and serves in one step when the server gets the seed folder', async () => {
    const { folder, database } = ownData()
    const { child, ran } = start('cli/serve.ts', [folder], { DATABASE: database, PORT: '0' })
    const url = new URL(await listening(child, ran))
    await served(Number(url.port), 'League')
    expect(ran.err).toContain(`built ${database} from ${folder}/`)
  })

  it('serves a new database without a restart when it is built in the folder of the old one', async () => {
    const { folder, data, database } = ownData()
    await build(folder, database)
    const { port } = await startImage({ readable: [data] }, database)
    await served(port, 'League')
    writeFileSync(join(folder, 'league.yaml'), RENAMED)
    await build(folder, database)
    await served(port, 'Renamed')
  })
})

describe('the command of the image with data of the operator', { timeout: 60_000 }, () => {
  it('has no seed folder, so that a mounted one has no effect', async () => {
    expect(IMAGE_ARGS.at(-1)).toBe('src/cli/serve.ts')
    const { folder, data, database } = ownData()
    await build(folder, database)
    writeFileSync(join(folder, 'league.yaml'), RENAMED)
    const { port } = await startImage({ readable: [folder, data] }, database)
    await served(port, 'League')
  })

  it('names DATABASE, its path and the missing permission when it may not read the database', async () => {
    const { folder, data, database } = ownData()
    await build(folder, database)
    const { printed, ended } = await startImage({}, database)
    expect(await ended).toBe(1)
    expect(printed.text).toContain(`DATABASE: ${database} cannot be read`)
    expect(printed.text).toContain(`--allow-fs-read=${data}`)
  })

  it('serves a database elsewhere when it has the permission to read its folder', async () => {
    const { folder, data, database } = ownData()
    await build(folder, database)
    const { port } = await startImage({ args: [`--allow-fs-read=${data}`] }, database)
    await served(port, 'League')
  })

  // Node.js has no fsync under its permission model, and a build needs it.
  it('ends with an error and changes nothing when it gets a seed folder to build from', async () => {
    const { folder, data, database } = ownData()
    const { printed, ended } = await startImage(
      { readable: [folder, data], args: [`--allow-fs-write=${data}`, folder] },
      database,
    )
    expect(await ended).toBe(1)
    expect(printed.text).toMatch(/^build: .*; nothing was changed\n$/)
    expect(readdirSync(data)).toEqual([])
  })

  it('serves the old release while the database file is missing, and then the next release', async () => {
    const { folder, data, database } = ownData()
    await build(folder, database)
    const { port } = await startImage({ readable: [data] }, database)
    await served(port, 'League')
    renameSync(database, `${database}.old`)
    const metric = async () =>
      (await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()).includes(
        'orgfacts_release_outdated 1\n',
      )
    await eventually(metric, (isOutdated) => isOutdated)
    await served(port, 'League')
    writeFileSync(join(folder, 'league.yaml'), RENAMED)
    await build(folder, database)
    await served(port, 'Renamed')
  })
})
