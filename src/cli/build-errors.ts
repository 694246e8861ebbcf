import { errorMessage } from '../domain/error-message.ts'
import { DatabaseLocked } from '../ingest/build.ts'
import { SeedError } from '../ingest/diagnostics.ts'

/** The message of a failed build. Each error in a seed file has its own line: `file:line:column: reason`. */
export function explainBuildError(error: unknown): string {
  if (error instanceof DatabaseLocked) return `build: ${error.message}`
  if (!(error instanceof SeedError)) return `build: ${errorMessage(error)}; nothing was changed`
  const count = error.diagnostics.length
  return `${error.message}\n\n${count} error${count === 1 ? '' : 's'}; nothing was changed`
}
