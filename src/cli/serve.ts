import { createServer } from 'node:net'
import { isReplaceableDatabase } from '../database/connection.ts'
import { errorMessage } from '../domain/error-message.ts'
import { type Config, configVariables, readConfig } from '../server/config.ts'
import { type RunningServer, startServer } from '../server/server.ts'
import { runCommand } from './command.ts'

function help(): string {
  const variables = configVariables().map(
    ({ name, default: value, description }) =>
      `  ${name.padEnd(13)} ${description}${value === undefined ? '' : ` Default: ${value}.`}`,
  )
  return `Usage: npm start
       node src/cli/serve.ts [SEED_FOLDER]

Serves the database. With SEED_FOLDER, builds the database first if the seed files, the schema or the
code that loads them changed; \`npm start\` does this with the folder seed.

  SEED_FOLDER   folder of seed files; without it the database is served as it is
  --help        this text

Environment variables:
${variables.join('\n')}

SIGTERM and SIGINT stop the server after its open requests; a second signal stops it at once.
SIGHUP checks for a new database file now.`
}

async function serve([seedFolder]: readonly string[]): Promise<number> {
  const config = readConfig(process.env)
  if (seedFolder !== undefined) {
    // A start that cannot succeed must not replace the database of a running server.
    await requireFreePort(config)
    requireReadableFile(config.DATABASE)
    // Imported only here: a server without a seed folder does not need the code of the build.
    const { reportBuildIfChanged } = await import('./build-before-start.ts')
    if (!reportBuildIfChanged(seedFolder, config.DATABASE)) return 1
  }
  const starting = startServer(config)
  handleSignals(starting)
  await starting
  return 0
}

function requireFreePort({ HOST, PORT }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen({ host: HOST, port: PORT }, () => probe.close(() => resolve()))
  })
}

/** Throws an error that names the setting if the path exists, but is not a readable file. */
function requireReadableFile(database: string): void {
  try {
    isReplaceableDatabase(database)
  } catch (error) {
    throw new Error(`DATABASE: ${errorMessage(error)}`, { cause: error })
  }
}

function handleSignals(starting: Promise<RunningServer>): void {
  let isStopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (isStopping) process.exit(1)
      isStopping = true
      starting.then(({ stop }) => stop()).catch(fail)
    })
  process.on('SIGHUP', () => void starting.then(({ reload }) => reload()).catch(() => {}))
}

/** Reports an error of a stop. The process ends when its open handles are closed. */
function fail(error: unknown): void {
  console.error(explain(error))
  process.exitCode = 1
}

function explain(error: unknown): string {
  return `orgfacts: ${errorMessage(error)}`
}

// Without this listener, SIGUSR1 opens the debugger of Node.js on a port
// (https://nodejs.org/api/process.html#signal-events).
process.on('SIGUSR1', () => {})
await runCommand(help(), 1, serve, explain)
