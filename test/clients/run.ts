import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import type { FastifyInstance } from 'fastify'
import { createDatabase } from '../../src/database/connection.ts'
import { MIGRATIONS, readMigrations } from '../../src/database/schema.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { load } from '../../src/ingest/load.ts'
import { buildApp } from '../../src/server/app.ts'

const HELP = `Usage: npx node test/clients/run.ts [LANGUAGE …]

Generates typed clients from openapi/openapi.json, compiles them with the programs beside this file, and runs
these against a server of the test fixture. Generated files go to a temporary folder. A language without a
toolchain is skipped.

  LANGUAGE   typescript, go or java; default: all
  --help     this text

Exit status: 0 no client failed, otherwise 1.`

const ROOT = resolve(import.meta.dirname, '../..')
const DOCUMENT = join(ROOT, 'openapi/openapi.json')
const FIXTURE = join(ROOT, 'test/fixtures/seed')

/** Go and Java tools that no file of the programs names. package.json names those of TypeScript. */
const OAPI_CODEGEN = 'github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2'
const OPENAPI_GENERATOR = 'org.openapitools:openapi-generator-cli:7.25.0'
const DEPENDENCY_PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1'
const QUIET = ['--quiet', '--batch-mode']

/** What each program prints. */
const EXPECTED = {
  item: {
    id: 'iom-director-general-swing',
    person: 'william-lacy-swing',
    stances: ['agrees', 'coarser'],
  },
  // The same item, with its ETag.
  unchanged: 304,
  // Without `limit`.
  list: { records: 50, limit: 50 },
  // More than 32 bits.
  figure: Number.MAX_SAFE_INTEGER,
  problem: {
    status: 400,
    code: 'invalid-parameter',
    parameter: 'organization',
    suggestion: 'iom',
  },
}

/** Runs a command in a folder and returns what it prints. Throws its output if it fails. */
type Run = (command: string, ...args: string[]) => Promise<string>

interface Language {
  /** Commands that show whether the toolchain is installed. */
  toolchain: [command: string, ...args: string[]][]
  /** Generates, compiles and runs in a copy of the folder of the program. Returns what the program prints. */
  runProgram(run: Run, folder: string, url: string): Promise<string>
}

const LANGUAGES: Readonly<Record<string, Language>> = {
  typescript: {
    toolchain: [['npm', '--version']],
    async runProgram(run, _, url) {
      await run('npm', 'ci', '--no-audit', '--no-fund')
      await run('npx', 'openapi-typescript', DOCUMENT, '--output', 'schema.d.ts')
      await run('npx', 'tsc')
      return run(process.execPath, 'program.ts', url)
    },
  },
  go: {
    toolchain: [['go', 'version']],
    async runProgram(run, _, url) {
      const options = ['-generate', 'types,client', '-package', 'client', '-o', 'client/client.go']
      await run('mkdir', 'client')
      await run('go', 'run', OAPI_CODEGEN, ...options, DOCUMENT)
      await run('go', 'vet', './...')
      return run('go', 'run', '.', url)
    },
  },
  java: {
    toolchain: [
      ['javac', '-version'],
      ['mvn', '--version'],
    ],
    async runProgram(run, folder, url) {
      const copy = [`-Dartifact=${OPENAPI_GENERATOR}`, `-DoutputDirectory=${folder}`]
      await run('mvn', ...QUIET, `${DEPENDENCY_PLUGIN}:copy`, ...copy, '-Dmdep.stripVersion=true')
      const options = ['-g', 'java', '-i', DOCUMENT, '-o', folder]
      const properties = ['--additional-properties', 'useSingleRequestParameter=true']
      await run('java', '-jar', 'openapi-generator-cli.jar', 'generate', ...options, ...properties)
      await run('mv', 'Program.java', 'src/main/java')
      const list = [`${DEPENDENCY_PLUGIN}:build-classpath`, '-Dmdep.outputFile=classpath']
      await run('mvn', ...QUIET, 'compile', ...list)
      const libraries = readFileSync(join(folder, 'classpath'), 'utf8')
      return run('java', '-cp', `target/classes:${libraries}`, 'Program', url)
    },
  },
}

function runIn(folder: string): Run {
  return async (command, ...args) => {
    try {
      const options = { cwd: folder, maxBuffer: 2 ** 26 }
      return (await promisify(execFile)(command, args, options)).stdout
    } catch (error) {
      const { message, stdout = '' } = error as Error & { stdout?: string }
      throw new Error(`${message}\n${stdout}`)
    }
  }
}

/** The first command of a toolchain that is not installed. */
async function missingCommand({ toolchain }: Language): Promise<string | undefined> {
  for (const [command, ...args] of toolchain)
    try {
      await runIn(ROOT)(command, ...args)
    } catch {
      return command
    }
  return undefined
}

async function check(name: string, language: Language, url: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), `client-${name}-`))
  try {
    cpSync(join(import.meta.dirname, name), folder, { recursive: true })
    const printed = await language.runProgram(runIn(folder), folder, url)
    assert.deepEqual(JSON.parse(printed), EXPECTED)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function serveFixture(): Promise<{ app: FastifyInstance; url: string }> {
  const db = createDatabase(':memory:')
  load(db, { folder: FIXTURE, resourceTypes, migrations: readMigrations(MIGRATIONS) })
  const app = await buildApp({ db })
  return { app, url: await app.listen({ port: 0, host: '127.0.0.1' }) }
}

async function main(names: readonly string[]): Promise<void> {
  const { app, url } = await serveFixture()
  const count = { passed: 0, failed: 0, skipped: 0 }
  try {
    for (const name of names) {
      const language = LANGUAGES[name]
      if (language === undefined) throw new Error(`no client in ${name}; see --help`)
      const missing = await missingCommand(language)
      if (missing !== undefined) {
        count.skipped++
        console.log(`client in ${name}: skipped, because ${missing} is not installed`)
        continue
      }
      try {
        await check(name, language, url)
        count.passed++
        console.log(`client in ${name}: compiles and reads the responses`)
      } catch (error) {
        count.failed++
        console.error(`client in ${name}: ${(error as Error).message}`)
      }
    }
  } finally {
    await app.close()
  }
  console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`)
  if (count.failed > 0) process.exitCode = 1
}

const options = { help: { type: 'boolean', short: 'h' } } as const
const { values, positionals } = parseArgs({ allowPositionals: true, options })
if (values.help) console.log(HELP)
else await main(positionals.length > 0 ? positionals : Object.keys(LANGUAGES))
