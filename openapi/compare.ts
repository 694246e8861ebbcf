import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '..')

/** What became of an API between two documents. */
export interface Comparison {
  /** Whether something was taken away or narrowed that callers may rely on. */
  breaking: boolean
  /** Each change by operation, with the rule that it breaks where it does. */
  report: string
}

/** Compares two API documents, by the rules that `redocly.yaml` names. */
export function compare(before: string, after: string): Comparison {
  const folder = mkdtempSync(join(tmpdir(), 'openapi-'))
  try {
    writeFileSync(join(folder, 'before.json'), before)
    writeFileSync(join(folder, 'after.json'), after)
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
    return { breaking: status === 1, report: stdout.trim() }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
