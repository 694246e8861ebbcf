import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { configVariables } from '../../src/server/config.ts'
import { ROOT } from '../support/app.ts'

/** What deploy/ holds, and what the server takes of it. */

export const DEPLOY = join(ROOT, 'deploy')

/** The text of a file in deploy/. */
export const text = (...path: string[]) => readFileSync(join(DEPLOY, ...path), 'utf8')

/** The variables of the server, with what they are where nothing is said. */
export const defaults: Record<string, unknown> = Object.fromEntries(
  configVariables().map(({ name, default: value }) => [name, value]),
)
