import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { errorMessage } from '../src/domain/error-message.ts'
import { compareDocuments } from './compare.ts'
import { makeDocument } from './document.ts'

const HELP = `Usage: npm run openapi -- [--breaking]

Writes openapi/openapi.json from the code, with examples from test/fixtures/seed, and reports what
changed. Writes a change that breaks clients only with --breaking.`

const FILE = join(import.meta.dirname, 'openapi.json')

async function write(mayBreak: boolean): Promise<void> {
  const before = existsSync(FILE) ? readFileSync(FILE, 'utf8') : null
  const after = await makeDocument()
  if (before === after) return console.log('openapi/openapi.json is up to date')
  if (before !== null) {
    const { isBreaking, report } = compareDocuments(before, after)
    console.log(report)
    if (isBreaking && !mayBreak)
      throw new Error('this change breaks clients; nothing was written (--breaking writes it)')
  }
  writeFileSync(FILE, after)
  console.log('openapi/openapi.json written')
}

try {
  const options = { breaking: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const
  const { values } = parseArgs({ options })
  if (values.help) console.log(HELP)
  else await write(values.breaking ?? false)
} catch (error) {
  console.error(`openapi: ${errorMessage(error)}`)
  process.exitCode = 1
}
