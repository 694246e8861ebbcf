import { isIP } from 'node:net'
import { type Static, type TSchema, Type } from 'typebox'
import { Check, Errors } from 'typebox/schema'

/** Whether it is an address, a network, or the name of some. The prefix /0 would believe everyone. */
function isProxy(name: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(name)) return true
  const [, address = '', prefix = '1'] = /^([\da-fA-F.:]+)(?:\/([1-9]\d{0,2}))?$/.exec(name) ?? []
  const family = isIP(address)
  return family !== 0 && Number(prefix) <= (family === 4 ? 32 : 128)
}

/** The environment, declared once. */
const Config = Type.Object({
  HOST: Type.String({
    default: '127.0.0.1',
    minLength: 1,
    description: 'The address to listen on.',
  }),
  PORT: Type.Integer({
    default: 3000,
    minimum: 0,
    maximum: 65535,
    description: 'The port; 0 takes a free one.',
  }),
  METRICS_PORT: Type.Integer({
    default: 0,
    minimum: 0,
    maximum: 65535,
    description: 'The port of /livez, /readyz and /metrics; 0 leaves them beside the API.',
  }),
  DRAIN_MS: Type.Integer({
    default: 8000,
    minimum: 0,
    description: 'How long a stop waits for answers under way, in milliseconds.',
  }),
  BASE_URL: Type.Optional(
    Type.Refine(
      Type.String({
        description:
          'Under which scheme and host callers find the server, as https://facts.example; unset, as each request says.',
      }),
      (url) =>
        /^https?:\/\/[\w.:[\]-]+$/.test(url) && URL.canParse(url) && new URL(url).origin === url,
      () => 'must be a scheme and a host, without a slash at the end',
    ),
  ),
  TRUST_PROXY: Type.Optional(
    Type.Refine(
      Type.String({
        description:
          'Proxies that are believed what they say of the client, with commas between them: addresses, networks, `loopback`, `uniquelocal`.',
      }),
      (names) => names.split(/\s*,\s*/).every(isProxy),
      () => 'must be addresses, networks or names of networks',
    ),
  ),
  RATE_LIMIT: Type.Integer({
    default: 0,
    minimum: 0,
    description: 'How many requests one client may send in a minute, to each worker; 0 for any.',
  }),
  MAX_DELAY_MS: Type.Integer({
    default: 1000,
    minimum: 0,
    description: 'How late the event loop may be before requests are answered 503; 0 for any.',
  }),
  WORKERS: Type.Union([Type.Integer({ minimum: 1, maximum: 256 }), Type.Literal('auto')], {
    default: 1,
    description: 'How many processes serve on the port; `auto` for as many as there are cores.',
  }),
  CACHE_MB: Type.Integer({
    default: 64,
    minimum: 0,
    maximum: 65536,
    description:
      'How much room there is for answers that were made before, in each worker, in MiB; 0 for none. With RATE_LIMIT there is none.',
  }),
  DATABASE: Type.String({
    default: 'orgfacts.db',
    minLength: 1,
    description: 'The database file.',
  }),
  LOG_LEVEL: Type.Enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
    type: 'string',
    default: 'info',
    description: 'How much is logged.',
  }),
})

export type Config = Static<typeof Config>

type Declared = TSchema & { type?: string; default?: unknown; description?: string }

const declared = Config.properties as Record<string, Declared>

/** Reads the configuration. Throws naming the variable; never a value, which may be a secret. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const value = Object.fromEntries(
    Object.entries(declared)
      .map(([name, schema]) => [name, readAs(schema, environment[name])])
      .filter(([, value]) => value !== undefined),
  )
  if (Check(Config, value)) return value as Config
  const [, errors] = Errors(Config, value)
  const problems = errors.map(({ instancePath, message }) => {
    const name = instancePath.slice(1)
    return `${name} ${message} (${declared[name]?.description})`
  })
  throw new Error(`configuration: ${problems.join('; ')}`)
}

/** What a variable says, as a number where one may be meant; its default where it says nothing. */
function readAs(schema: Declared, text: string | undefined): unknown {
  if (!text) return schema.default
  return schema.type !== 'string' && /^-?\d+$/.test(text) ? Number(text) : text
}

/** The variables, for help texts and the README. */
export function configVariables(): {
  name: string
  default: unknown
  description: string | undefined
}[] {
  return Object.entries(declared).map(([name, { default: value, description }]) => ({
    name,
    default: value,
    description,
  }))
}
