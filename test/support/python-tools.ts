import { execFile, spawnSync } from 'node:child_process'

/** Programs of Python packages. Tests that need one are skipped where it is not installed. */

export type PythonTool = 'frictionless' | 'pyshacl'

export function isInstalled(tool: PythonTool): boolean {
  return spawnSync(tool, ['--version'], { stdio: 'ignore' }).status === 0
}

/** Runs a tool to its end: its standard output, and whether it exited with 0. */
export function run(tool: PythonTool, args: readonly string[]): Promise<[string, boolean]> {
  return new Promise((resolve) => {
    execFile(tool, args, { maxBuffer: 2 ** 26 }, (error, output) =>
      resolve([output, error === null]),
    )
  })
}
