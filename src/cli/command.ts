import { parseArgs } from 'node:util'

/** What every program for those who keep the data has: `--help`, its words, and how it ends. */

/**
 * Runs a program.
 *
 * @param help what `--help` prints
 * @param run is given the words of the command line, and gives the exit status
 * @param explain what is said of an error, with which the program ends
 */
export function runCommand(
  help: string,
  run: (words: readonly string[]) => number,
  explain = errorMessage,
): void {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h' } },
    })
    if (values.help) console.log(help)
    else process.exitCode = run(positionals)
  } catch (error) {
    console.error(explain(error))
    process.exitCode = 1
  }
}

export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
