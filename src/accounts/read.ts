import { isUtf8 } from 'node:buffer'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join, relative } from 'node:path'
import {
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseAllDocuments,
  visit,
  type Document as YamlDocument,
} from 'yaml'
import { compare } from '../records/rule.ts'
import type { Place, Problems } from './problems.ts'

/** One account as it stands in its file: plain values, and the place of each. */
export interface Account {
  /** Scalars of YAML are text: their field's type reads them, not YAML's. */
  value: unknown
  /** The place of what stands at a path of keys and indexes, or of its key. */
  place(path: readonly (string | number)[], what?: 'key' | 'value'): Place
}

/** Every account under a folder, in the order of file names. What cannot be read is a problem. */
export function* readAccounts(folder: string, problems: Problems): Generator<Account> {
  for (const name of filesIn(folder)) {
    const file = join(folder, name)
    const start = { file, line: 1, column: 1 }
    const kind = extname(name)
    if (kind !== '.yaml' && kind !== '.ndjson') {
      problems.add(start, undefined, 'not an account; a seed folder holds .yaml and .ndjson files')
      continue
    }
    const bytes = readFileSync(file)
    if (!isUtf8(bytes)) {
      problems.lost = true
      problems.add(firstBadByte(file, bytes), undefined, 'not UTF-8; save the file as UTF-8')
      continue
    }
    const text = bytes.toString()
    if (text.trim() === '') problems.add(start, undefined, 'empty; remove it or write an account')
    else if (kind === '.yaml') yield* readYaml(file, text, problems)
    else yield* readNdjson(file, text, problems)
  }
}

/** The files of a seed folder, READMEs and hidden ones aside. */
function filesIn(folder: string): string[] {
  return (
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
      .filter((name) => !/(^|\/)\.|(^|\/)README\.md$/.test(name))
      // A mounted folder holds links to files.
      .filter((name) => statSync(join(folder, name)).isFile())
      .sort(compare)
  )
}

function* readYaml(file: string, text: string, problems: Problems, line = 0): Generator<Account> {
  const lineCounter = new LineCounter()
  const at = (offset: number): Place => {
    const { line: row, col } = lineCounter.linePos(offset)
    return { file, line: row + line, column: col }
  }
  for (const document of parsed(file, text, lineCounter, problems)) {
    const before = problems.found.length
    for (const error of [...document.errors, ...document.warnings])
      problems.add(at(error.pos[0]), undefined, say(error))
    visit(document, {
      Alias(_, alias) {
        problems.add(at(alias.range?.[0] ?? 0), undefined, 'aliases are not taken; write it out')
        return visit.BREAK
      },
    })
    if (problems.found.length > before) {
      problems.lost = true
      continue
    }
    if (isEmpty(document)) {
      problems.add(at(document.range[0]), undefined, 'an empty document; remove it')
      continue
    }
    yield { value: document.toJS(), place: (path, what) => at(offsetOf(document, path, what)) }
  }
}

function isEmpty({ contents }: YamlDocument): boolean {
  return contents === null || (isScalar(contents) && contents.source === '')
}

function parsed(file: string, text: string, lineCounter: LineCounter, problems: Problems) {
  try {
    const documents = parseAllDocuments(text, {
      schema: 'failsafe',
      lineCounter,
      prettyErrors: false,
    })
    if (Array.isArray(documents)) return documents
    problems.add(
      { file, line: 1, column: 1 },
      undefined,
      'no account in it; remove it or write one',
    )
    return []
  } catch (error) {
    // Thousands of open brackets exhaust the parser's stack.
    problems.lost = true
    const why = error instanceof RangeError ? 'nested too deeply' : String(error)
    problems.add({ file, line: 1, column: 1 }, undefined, why)
    return []
  }
}

function say({ code, message }: { code: string; message: string }): string {
  if (code === 'DUPLICATE_KEY') return 'the same key twice; YAML keys are unique'
  return `not YAML: ${message.split('\n')[0]}`
}

function* readNdjson(file: string, text: string, problems: Problems): Generator<Account> {
  for (const [row, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const value = json(line)
    if (value === undefined) {
      problems.lost = true
      problems.add({ file, line: row + 1, column: 1 }, undefined, 'not JSON; one account a line')
    }
    // Most lines are as JSON.stringify writes them. Any other is read again as YAML, of which JSON is
    // a part, because that finds duplicate keys; and so is one of which a place is wanted.
    else if (JSON.stringify(value) !== line) yield* readYaml(file, line, problems, row)
    else yield { value, place: lazily(() => [...readYaml(file, line, problems, row)][0]) }
  }
}

function json(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function lazily(read: () => Account | undefined): Account['place'] {
  let account: Account | undefined
  return (path, what) => {
    account ??= read()
    if (account === undefined) throw new Error('The line was read before.')
    return account.place(path, what)
  }
}

function offsetOf(
  document: YamlDocument,
  path: readonly (string | number)[],
  what: 'key' | 'value' = 'value',
): number {
  const parent = document.getIn(path.slice(0, -1), true)
  if (what === 'key' && isMap(parent))
    for (const { key } of parent.items)
      if (isScalar(key) && key.value === path.at(-1)) return key.range?.[0] ?? 0
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return 0
}

function firstBadByte(file: string, bytes: Buffer): Place {
  let line = 1
  for (let start = 0; start < bytes.length; line += 1) {
    const newline = bytes.indexOf(0x0a, start)
    const end = newline === -1 ? bytes.length : newline
    if (!isUtf8(bytes.subarray(start, end))) {
      let good = start
      while (good < end && isUtf8(bytes.subarray(start, good + 1))) good += 1
      return { file, line, column: good - start + 1 }
    }
    start = end + 1
  }
  return { file, line, column: 1 }
}
