import { spawn } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { ROOT } from '../support/app.ts'

/**
 * Starts Node.js in the folder of the project, which stands for /app of the image. The end of the test kills
 * it.
 *
 * @param args options, script and arguments
 */
export function startNode(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...env },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const printed = { text: '' }
  for (const output of [child.stdout, child.stderr])
    output.on('data', (text) => {
      printed.text += text
    })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, printed, ended }
}

/**
 * A command with the permission to read the project instead of its own folder.
 *
 * @param home the folder of the command: /app in the image
 * @param more folders that it may read, too
 */
export function commandInProject(command: readonly string[], home: string, more: string[] = []) {
  // The folder of the packages may be a link.
  const folders = [ROOT, realpathSync(join(ROOT, 'node_modules')), ...more]
  const readable = folders.map((folder) => `--allow-fs-read=${folder}`)
  return command.flatMap((word) => (word === `--allow-fs-read=${home}` ? readable : [word]))
}
