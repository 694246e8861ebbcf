import { parseArgs } from 'node:util'
import { errorMessage } from '../domain/error-message.ts'

/** What the commands have in common: `--help`, arguments, errors and exit status. */

/**
 * Runs a command.
 *
 * @param help printed by `--help`
 * @param maxArguments more arguments are an error
 * @param run takes the arguments and returns the exit status
 * @param explain turns an error into the text that is printed before exit status 1
 */
export async function runCommand(
  help: string,
  maxArguments: number,
  run: (args: readonly string[]) => number | Promise<number>,
  explain = errorMessage,
): Promise<void> {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h' } },
    })
    const extra = positionals.slice(maxArguments)
    if (values.help) console.log(help)
    else if (extra.length > 0) throw new Error(`unexpected argument ${extra.join(' ')}; see --help`)
    else process.exitCode = await run(positionals)
  } catch (error) {
    console.error(explain(error))
    process.exitCode = 1
  }
}
