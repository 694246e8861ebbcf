import { isUtf8 } from 'node:buffer'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join, relative } from 'node:path'
import {
  isScalar,
  LineCounter,
  parseAllDocuments,
  visit,
  type YAMLParseError,
  type YAMLWarning,
  type Document as YamlDocument,
} from 'yaml'
import { compareText } from '../../domain/claim.ts'
import type { Diagnostics } from '../diagnostics.ts'
import { firstInvalidCharacter, readLines } from './ndjson-lines.ts'
import {
  type EntryPart,
  locate,
  offsetOf,
  type SeedPath,
  type SeedPosition,
} from './seed-position.ts'

/**
 * What a seed file states about one source. A file can have several: the documents of a YAML stream, or
 * the lines of NDJSON.
 */
export interface SeedFile {
  /** Plain values. YAML scalars stay text: the type of a field decides how its value is read. */
  value: unknown
  position(path: SeedPath, part?: EntryPart): SeedPosition
}

/** How much of a folder was read, in bytes. */
export interface ReadProgress {
  read: number
  total: number
}

const EMPTY = 'no source in this file; add one, or remove the file'
const NOT_UTF8 = 'not UTF-8; save the file as UTF-8'

/**
 * Reads all seed files of a folder, in the order of their names, and reports those that cannot be read.
 *
 * @param progress updated while files are read
 */
export function* readSeedFiles(
  folder: string,
  diagnostics: Diagnostics,
  progress: ReadProgress = { read: 0, total: 0 },
): Generator<SeedFile> {
  const files = listSeedFiles(folder)
  progress.total = files.reduce((sum, { size }) => sum + size, 0)
  for (const { name, size } of files) {
    const file = join(folder, name)
    const start = { file, line: 1, column: 1 }
    const extension = extname(name)
    if (extension === '.ndjson') yield* readNdjson(file, diagnostics, progress)
    else if (extension === '.yaml') {
      progress.read += size
      const bytes = readFileSync(file)
      if (isUtf8(bytes)) yield* readYaml(file, bytes.toString(), diagnostics)
      else reportUnread(diagnostics, firstInvalidCharacter(file, bytes), NOT_UTF8)
    } else
      diagnostics.add(start, undefined, 'not a seed file (.yaml or .ndjson); move it elsewhere')
  }
}

/** The files of a seed folder, sorted by name, with sizes in bytes; not READMEs and hidden files. */
export function listSeedFiles(folder: string): { name: string; size: number }[] {
  return (
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
      .filter((name) => !/(^|\/)\.|(^|\/)README\.md$/.test(name))
      // `statSync` follows links: the files of a mounted Kubernetes volume are links.
      .map((name) => ({ name, stats: statSync(join(folder, name)) }))
      .filter(({ stats }) => stats.isFile())
      .map(({ name, stats: { size } }) => ({ name, size }))
      .sort((a, b) => compareText(a.name, b.name))
  )
}

function reportUnread(diagnostics: Diagnostics, position: SeedPosition, message: string): void {
  diagnostics.hasUnreadFiles = true
  diagnostics.add(position, undefined, message)
}

/** @param lineOffset the number of lines of the file before the text */
function* readYaml(
  file: string,
  text: string,
  diagnostics: Diagnostics,
  lineOffset = 0,
): Generator<SeedFile> {
  const lineCounter = new LineCounter()
  const positionAt = (offset: number): SeedPosition => {
    const { line, col } = lineCounter.linePos(offset)
    return { file, line: line + lineOffset, column: col }
  }
  for (const document of parseYaml(file, text, lineCounter, diagnostics)) {
    const errorsBefore = diagnostics.items.length
    for (const error of [...document.errors, ...document.warnings])
      diagnostics.add(positionAt(error.pos[0]), undefined, yamlMessage(error))
    visit(document, {
      Alias(_, { range }) {
        const position = positionAt(range?.[0] ?? 0)
        diagnostics.add(position, undefined, 'aliases are not supported; repeat the value')
        return visit.BREAK
      },
    })
    if (diagnostics.items.length > errorsBefore) diagnostics.hasUnreadFiles = true
    else if (isEmpty(document))
      diagnostics.add(positionAt(document.range[0]), undefined, 'empty document; remove it')
    else
      yield {
        value: document.toJS(),
        position: (path, part) => positionAt(offsetOf(document, path, part)),
      }
  }
}

function isEmpty({ contents }: YamlDocument): boolean {
  return contents === null || (isScalar(contents) && contents.source === '')
}

function parseYaml(file: string, text: string, lineCounter: LineCounter, diagnostics: Diagnostics) {
  const start = { file, line: 1, column: 1 }
  try {
    const documents = parseAllDocuments(text, {
      schema: 'failsafe',
      lineCounter,
      prettyErrors: false,
    })
    if (!('empty' in documents)) return documents
    diagnostics.add(start, undefined, EMPTY)
  } catch (error) {
    // Thousands of open brackets exhaust the stack of the parser.
    const message = error instanceof RangeError ? 'nested too deeply' : String(error)
    reportUnread(diagnostics, start, message)
  }
  return []
}

function yamlMessage({ code, message }: YAMLParseError | YAMLWarning): string {
  if (code === 'DUPLICATE_KEY') return 'duplicate key; remove one'
  return `invalid YAML: ${message.split('\n')[0]}`
}

/** Reads one line at a time, so that the file may be larger than the memory. */
function* readNdjson(
  file: string,
  diagnostics: Diagnostics,
  progress: ReadProgress,
): Generator<SeedFile> {
  let line = 0
  for (const bytes of readLines(file)) {
    line += 1
    progress.read += bytes.length + 1
    if (!isUtf8(bytes)) {
      const { column } = firstInvalidCharacter(file, bytes)
      reportUnread(diagnostics, { file, line, column }, NOT_UTF8)
      continue
    }
    const text = bytes.toString()
    if (text.trim() === '') continue
    const value = parseJson(text)
    if (value === undefined)
      reportUnread(diagnostics, { file, line, column: 1 }, 'not JSON; write one object a line')
    // A line that JSON.stringify would write differently may have duplicate keys, which JSON.parse
    // does not report. The YAML parser does, and JSON is a subset of YAML.
    else if (JSON.stringify(value) !== text) yield* readYaml(file, text, diagnostics, line - 1)
    else yield { value, position: positionInLine(file, line) }
  }
  if (line === 0) diagnostics.add({ file, line: 1, column: 1 }, undefined, EMPTY)
}

/** Keeps the path instead of the column, which only an error needs. */
function positionInLine(file: string, line: number): SeedFile['position'] {
  return (path, part) => {
    const position = { file, line, column: 1, path: JSON.stringify(path) }
    // A path names the value, so the column of a key has to be found now.
    return part === 'key' ? locate(position, part) : position
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
