import { isIP } from 'node:net'
import { type Static, type TSchema, Type } from 'typebox'
import { Check, Errors } from 'typebox/schema'

/** The settings of the server: environment variables, declared once. */

/** Whether a text is an address, a network, or the name of networks. /0 would trust every client. */
function isProxy(name: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(name)) return true
  const [, address = '', prefix = '1'] = /^([\da-fA-F.:]+)(?:\/([1-9]\d{0,2}))?$/.exec(name) ?? []
  const family = isIP(address)
  return family !== 0 && Number(prefix) <= (family === 4 ? 32 : 128)
}

/** Whether a text is a base URL in its normal form: without `..`, a default port, a query or credentials. */
function isBaseUrl(text: string): boolean {
  if (!/^https?:\/\/[\w.:[\]-]+(?:\/[\w.~-]+)*$/.test(text) || !URL.canParse(text)) return false
  return new URL(text).href.replace(/\/$/, '') === text
}

/** The longest time of a timer, in milliseconds. Node.js treats a longer one as 1 ms. */
const MAX_TIMER = 2 ** 31 - 1

const ConfigSchema = Type.Object({
  HOST: Type.String({
    default: '127.0.0.1',
    minLength: 1,
    description: 'Address to listen on.',
  }),
  PORT: Type.Integer({
    default: 3000,
    minimum: 0,
    maximum: 65535,
    description: 'Port to listen on; 0 selects a free port.',
  }),
  METRICS_PORT: Type.Integer({
    default: 0,
    minimum: 0,
    maximum: 65535,
    description: 'Port of /livez, /readyz and /metrics; 0 serves them on PORT.',
  }),
  DRAIN_MS: Type.Integer({
    default: 8000,
    minimum: 0,
    maximum: MAX_TIMER,
    description: 'Maximum time that a stop waits for open requests, in milliseconds.',
  }),
  KEEP_ALIVE_MS: Type.Integer({
    default: 72_000,
    minimum: 0,
    maximum: MAX_TIMER,
    description:
      'Idle time after which a connection is closed, in milliseconds; must be longer than that of a load balancer.',
  }),
  BASE_URL: Type.Optional(
    Type.Refine(
      Type.String({
        description:
          'Public base URL, such as https://facts.example or https://example.org/facts; a proxy removes its path. Default: derived from the request.',
      }),
      isBaseUrl,
      () => 'must be a scheme and a host, and may have a path, without a slash at the end',
    ),
  ),
  CONTACT_EMAIL: Type.Optional(
    Type.Refine(
      Type.String({
        description: 'Email address for questions about the data, shown in /v1/dataset.',
      }),
      (address) => /^[^\s@]+@[^\s@]+$/.test(address),
      () => 'must be an email address',
    ),
  ),
  TRUST_PROXY: Type.Optional(
    Type.Refine(
      Type.String({
        description: 'Trusted proxies, separated by commas: IPs, CIDRs, `loopback`, `uniquelocal`.',
      }),
      (names) => names.split(/\s*,\s*/).every(isProxy),
      () => 'must be IPs, CIDRs or names of networks',
    ),
  ),
  RATE_LIMIT: Type.Integer({
    default: 0,
    minimum: 0,
    description: 'Requests per minute and client; 0 for no limit.',
  }),
  MAX_DELAY_MS: Type.Integer({
    default: 1000,
    minimum: 0,
    description:
      'Event loop delay above which requests get a 503, in milliseconds; 0 for no limit.',
  }),
  CACHE_MB: Type.Integer({
    default: 64,
    minimum: 0,
    maximum: 65536,
    description: 'Size of the response cache in MiB; 0 for none.',
  }),
  DATABASE: Type.String({
    default: 'orgfacts.db',
    minLength: 1,
    description: 'Database file.',
  }),
  LOG_LEVEL: Type.Enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
    type: 'string',
    default: 'info',
    description: 'Least severe level that is logged.',
  }),
})

export type Config = Static<typeof ConfigSchema>

type VariableSchema = TSchema & { type?: string; default?: unknown; description?: string }

const VARIABLES = ConfigSchema.properties as Record<string, VariableSchema>

/** Reads the settings. Errors name the variable, but not its value, which may be a secret. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const values = Object.fromEntries(
    Object.entries(VARIABLES)
      .map(([name, schema]) => [name, parseVariable(schema, environment[name])])
      .filter(([, value]) => value !== undefined),
  )
  if (Check(ConfigSchema, values)) return values as Config
  const [, errors] = Errors(ConfigSchema, values)
  const messages = errors.map(({ instancePath, message }) => {
    const name = instancePath.slice(1)
    return `${name} ${message} (${VARIABLES[name]?.description})`
  })
  throw new Error(`configuration: ${messages.join('; ')}`)
}

/** The value of a variable: a number if its schema allows one, its default if it is empty. */
function parseVariable(schema: VariableSchema, text: string | undefined): unknown {
  if (!text) return schema.default
  return schema.type !== 'string' && /^-?\d+$/.test(text) ? Number(text) : text
}

/** The variables, for help texts and the README. */
export function configVariables(): {
  name: string
  default: unknown
  description: string | undefined
}[] {
  return Object.entries(VARIABLES).map(([name, { default: value, description }]) => ({
    name,
    default: value,
    description,
  }))
}
