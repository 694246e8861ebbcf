import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Compile } from 'typebox/schema'
import { configVariables } from '../../src/server/config.ts'
import { type Json, ROOT } from '../support/app.ts'

export const DEPLOY = join(ROOT, 'deploy')

/** Reads a file of deploy/. */
export const readDeployFile = (...path: string[]) => readFileSync(join(DEPLOY, ...path), 'utf8')

/** The settings of the server with their defaults. */
export const defaultSettings: Record<string, unknown> = Object.fromEntries(
  configVariables().map(({ name, default: value }) => [name, value]),
)

/** The command of the image: `node` and its arguments. */
export function dockerfileCommand(): string[] {
  const text = readFileSync(join(ROOT, 'Dockerfile'), 'utf8').replaceAll('\\\n', '')
  const [, words = ''] = /^CMD (\[.*?\])$/m.exec(text) ?? []
  return JSON.parse(words)
}

/** The settings of the [Service] section of the systemd unit; a repeated one has its last value. */
export function systemdService(): Record<string, string> {
  const [, service = ''] =
    /\n\[Service\]\n([\s\S]*?)\n\[Install\]/.exec(readDeployFile('systemd', 'orgfacts@.service')) ??
    []
  return Object.fromEntries(
    [...service.matchAll(/^([A-Z]\w*)=(.*)$/gm)].map(([, name, value]) => [name, value]),
  )
}

const kubernetes = Compile(JSON.parse(readDeployFile('schemas', 'kubernetes.json')))

/** The paths at which a manifest is not valid by the schema of Kubernetes. */
export function manifestErrors(object: Json): string[] {
  const [isValid, errors] = kubernetes.Errors({ [object.kind]: object })
  return isValid ? [] : errors.map(({ instancePath }) => instancePath)
}
