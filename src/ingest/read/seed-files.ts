import { isUtf8 } from 'node:buffer'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join, relative } from 'node:path'
import {
  isScalar,
  LineCounter,
  parseAllDocuments,
  visit,
  type Document as YamlDocument,
} from 'yaml'
import { compareText } from '../../domain/claim-ranking.ts'
import type { Diagnostics, SeedPosition } from '../diagnostics.ts'
import { firstBadByte, linesOf } from './ndjson-lines.ts'
import { locate, offsetOf } from './source-position.ts'

/** One account as it stands in its file: plain values, and the place of each. */
export interface SeedFile {
  /** Scalars of YAML are text: their field's type reads them, not YAML's. */
  value: unknown
  /** The place of what stands at a path of keys and indexes, or of its key. */
  place(path: readonly (string | number)[], what?: 'key' | 'value'): SeedPosition
}

const EMPTY = 'empty; remove it or write an account'
const NOT_UTF8 = 'not UTF-8; save the file as UTF-8'

/** How much of a folder has been read, of how much, in bytes. */
export interface ReadProgress {
  read: number
  of: number
}

/**
 * Every account under a folder, in the order of file names. What cannot be read is a problem.
 *
 * @param extent is told how far it has come
 */
export function* readSeedFiles(
  folder: string,
  problems: Diagnostics,
  extent: ReadProgress = { read: 0, of: 0 },
): Generator<SeedFile> {
  const files = filesIn(folder)
  extent.of = files.reduce((sum, { size }) => sum + size, 0)
  for (const { name, size } of files) {
    const file = join(folder, name)
    const start = { file, line: 1, column: 1 }
    const kind = extname(name)
    if (kind !== '.yaml' && kind !== '.ndjson') {
      problems.add(start, undefined, 'not an account; a seed folder holds .yaml and .ndjson files')
      continue
    }
    if (kind === '.ndjson') {
      yield* readNdjson(file, problems, extent)
      continue
    }
    extent.read += size
    const bytes = readFileSync(file)
    if (!isUtf8(bytes)) {
      problems.hasUnreadFiles = true
      problems.add(firstBadByte(file, bytes), undefined, NOT_UTF8)
      continue
    }
    const text = bytes.toString()
    if (text.trim() === '') problems.add(start, undefined, EMPTY)
    else yield* readYaml(file, text, problems)
  }
}

/** The files of a seed folder, READMEs and hidden ones aside, with their sizes in bytes. */
function filesIn(folder: string): { name: string; size: number }[] {
  return (
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
      .filter((name) => !/(^|\/)\.|(^|\/)README\.md$/.test(name))
      // A mounted folder holds links to files.
      .map((name) => ({ name, found: statSync(join(folder, name)) }))
      .filter(({ found }) => found.isFile())
      .map(({ name, found: { size } }) => ({ name, size }))
      .sort((a, b) => compareText(a.name, b.name))
  )
}

function* readYaml(
  file: string,
  text: string,
  problems: Diagnostics,
  line = 0,
): Generator<SeedFile> {
  const lineCounter = new LineCounter()
  const at = (offset: number): SeedPosition => {
    const { line: row, col } = lineCounter.linePos(offset)
    return { file, line: row + line, column: col }
  }
  for (const document of parsed(file, text, lineCounter, problems)) {
    const before = problems.items.length
    for (const error of [...document.errors, ...document.warnings])
      problems.add(at(error.pos[0]), undefined, say(error))
    visit(document, {
      Alias(_, alias) {
        problems.add(at(alias.range?.[0] ?? 0), undefined, 'aliases are not taken; write it out')
        return visit.BREAK
      },
    })
    if (problems.items.length > before) {
      problems.hasUnreadFiles = true
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

function parsed(file: string, text: string, lineCounter: LineCounter, problems: Diagnostics) {
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
    problems.hasUnreadFiles = true
    const why = error instanceof RangeError ? 'nested too deeply' : String(error)
    problems.add({ file, line: 1, column: 1 }, undefined, why)
    return []
  }
}

function say({ code, message }: { code: string; message: string }): string {
  if (code === 'DUPLICATE_KEY') return 'the same key twice; YAML keys are unique'
  return `not YAML: ${message.split('\n')[0]}`
}

/** A line at a time, however long the file is. */
function* readNdjson(
  file: string,
  problems: Diagnostics,
  extent: ReadProgress,
): Generator<SeedFile> {
  let row = 0
  for (const bytes of linesOf(file)) {
    row += 1
    extent.read += bytes.length + 1
    if (!isUtf8(bytes)) {
      problems.hasUnreadFiles = true
      const { column } = firstBadByte(file, bytes)
      problems.add({ file, line: row, column }, undefined, NOT_UTF8)
      continue
    }
    const line = bytes.toString()
    if (line.trim() === '') continue
    const value = json(line)
    if (value === undefined) {
      problems.hasUnreadFiles = true
      problems.add({ file, line: row, column: 1 }, undefined, 'not JSON; one account a line')
    }
    // Most lines are as JSON.stringify writes them. Any other is read again as YAML, of which JSON is
    // a part, because that finds duplicate keys.
    else if (JSON.stringify(value) !== line) yield* readYaml(file, line, problems, row - 1)
    else yield { value, place: inLine(file, row) }
  }
  if (row === 0) problems.add({ file, line: 1, column: 1 }, undefined, EMPTY)
}

/** Places in a line of which only the way to them is kept; of a key, and elsewhere, its column. */
function inLine(file: string, line: number): SeedFile['place'] {
  return (path, what) => {
    const place = { file, line, column: 1, path: JSON.stringify(path) }
    return what === 'key' ? locate(place, what) : place
  }
}

function json(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
