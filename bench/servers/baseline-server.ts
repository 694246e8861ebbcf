import { readFileSync, rmSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import Fastify from 'fastify'

/**
 * Sends the same response to every request: `baseline-server.ts constant|precomputed|start FILE PORT`.
 * FILE has the body, FILE.headers the headers: a client has to read the same bytes as from orgfacts.
 *
 * `constant` sends the body from memory. `precomputed` selects the JSON of each record from SQLite and
 * concatenates it: the least that a server of stored JSON has to do. `start` opens SQLite and sends the body, to
 * compare starts.
 */

const [kind = '', file = '', port] = process.argv.slice(2)
const body = readFileSync(file, 'utf8')
const headers = JSON.parse(readFileSync(`${file}.headers`, 'utf8')) as Record<string, string>

const RESPONSES: Readonly<Record<string, () => () => string>> = {
  constant: () => () => body,
  precomputed: concatenatesRecords,
  start: () => {
    new Sqlite(':memory:').prepare('SELECT 1').get()
    return () => body
  },
}

const respond = RESPONSES[kind]?.()
if (respond === undefined) throw new Error(`unknown kind ${kind}`)
const app = Fastify()
app.get('*', (_, reply) => reply.headers(headers).send(respond()))
await app.listen({ port: Number(port), host: '127.0.0.1' })

/** Stores the JSON of each record of the body. Returns the function that makes the body of them. */
function concatenatesRecords(): () => string {
  const { data, ...envelope } = JSON.parse(body) as { data: object | object[] }
  const isList = Array.isArray(data)
  const rest = JSON.stringify(envelope).slice(1)
  rmSync(`${file}.db`, { force: true })
  const db = new Sqlite(`${file}.db`)
  db.exec('CREATE TABLE records (position INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT')
  const insert = db.prepare('INSERT INTO records (json) VALUES (?)')
  for (const record of [data].flat()) insert.run(JSON.stringify(record))
  const select = db.prepare<[]>('SELECT json FROM records ORDER BY position').pluck()
  const respond = () => {
    const records = select.all().join(',')
    return `{"data":${isList ? `[${records}]` : records},${rest}`
  }
  if (respond() !== body) throw new Error('the body is not the concatenation of its records')
  return respond
}
