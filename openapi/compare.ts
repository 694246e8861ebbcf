import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { inlineComponents } from './components.ts'

const ROOT = resolve(import.meta.dirname, '..')

export interface DocumentComparison {
  /** Whether something was removed or narrowed that clients may rely on. */
  isBreaking: boolean
  /** Each change by operation, with the rule that it breaks. */
  report: string
}

/**
 * Compares two API documents by the rules in `redocly.yaml`. A shared part counts as a part of each operation that
 * refers to it.
 */
export function compareDocuments(before: string, after: string): DocumentComparison {
  const folder = mkdtempSync(join(tmpdir(), 'openapi-'))
  try {
    writeFileSync(join(folder, 'before.json'), inlined(before))
    writeFileSync(join(folder, 'after.json'), inlined(after))
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        join(ROOT, 'node_modules/@redocly/cli/bin/cli.js'),
        ...['diff', join(folder, 'before.json'), join(folder, 'after.json')],
        ...['--config', join(ROOT, 'redocly.yaml')],
      ],
      { encoding: 'utf8', cwd: folder, env: { ...process.env, NO_COLOR: '1' } },
    )
    if (status !== 0 && status !== 1) throw new Error(stderr)
    return { isBreaking: status === 1, report: stdout.trim() }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function inlined(document: string): string {
  return JSON.stringify(inlineComponents(JSON.parse(document)), null, 2)
}
