import { DatabaseLocked } from '../ingest/build.ts'
import { SeedError } from '../ingest/diagnostics.ts'
import { errorMessage } from './command.ts'

/** The text for an error of a build. Errors in seed files have a line each: file:line:column. */
export function explainBuildError(error: unknown): string {
  if (error instanceof DatabaseLocked) return `build: ${error.message}`
  if (!(error instanceof SeedError)) return `build: ${errorMessage(error)}; nothing was changed`
  const count = error.diagnostics.length
  return `${error.message}\n\n${count} error${count === 1 ? '' : 's'}; nothing was changed`
}
