import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { parseArgs } from 'node:util'
import { CODES } from './synth/codes.ts'
import { seedLines } from './synth/documents.ts'

const HELP = `Usage: npm run synth -- --organizations N [--out FILE]

Writes a seed file about N invented organizations, as NDJSON. Each has two sources, which agree, refine and
contradict each other. Six in a row have records in all collections. The same N gives the same bytes, and a
larger N only adds organizations.

  --organizations N   number of organizations
  --out FILE          default: standard output
  --help              print this text`

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      organizations: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return console.log(HELP)
  const organizations = Number(values.organizations)
  if (!Number.isInteger(organizations) || organizations < 1)
    throw new Error('--organizations must be a positive whole number; see --help')
  const out = values.out === undefined ? process.stdout : createWriteStream(values.out)
  out.write(`${JSON.stringify(CODES)}\n`)
  for (let index = 0; index < organizations; index += 1)
    if (!out.write(seedLines(index))) await once(out, 'drain')
  if (out !== process.stdout) out.end()
}

if (import.meta.main)
  main().catch((error: Error) => {
    console.error(`synth: ${error.message}`)
    process.exitCode = 1
  })
