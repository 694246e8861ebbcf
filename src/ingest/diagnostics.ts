import { compareText } from '../domain/claim.ts'
import { didYouMean } from '../domain/suggestions.ts'
import { type EntryPart, locate, type SeedPath, type SeedPosition } from './read/seed-position.ts'

/** What an error is about. Unknown parts are left out. */
export interface Subject {
  section?: string | undefined
  id?: string | undefined
  field?: string | undefined
}

/** An error in a seed file. */
export interface Diagnostic {
  position: SeedPosition
  about?: Subject
  /** The value, the reason, and how to correct it. */
  message: string
}

/** Collects the errors of a run, so that one run reports all of them. */
export class Diagnostics {
  readonly items: Diagnostic[] = []
  /** Whether a seed file could not be read. Records that seem to be missing may be in it. */
  hasUnreadFiles = false

  add(position: SeedPosition, about: Subject | undefined, message: string): void {
    this.items.push({ position, ...(about && { about }), message })
  }

  get any(): boolean {
    return this.items.length > 0
  }

  throwIfAny(): void {
    if (this.any) throw new SeedError(this.items)
  }
}

/** Adds an error at a path of one seed file. */
export type Report = (
  path: SeedPath,
  about: Subject | undefined,
  message: string,
  part?: EntryPart,
) => void

export function reportIn(
  seedFile: { position(path: SeedPath, part?: EntryPart): SeedPosition },
  diagnostics: Diagnostics,
): Report {
  return (path, about, message, part) =>
    diagnostics.add(seedFile.position(path, part), about, message)
}

/** Reports the keys of an object that are not allowed. */
export function reportUnknownKeys(
  object: Record<string, unknown>,
  allowed: readonly string[],
  path: SeedPath,
  about: Subject,
  report: Report,
): void {
  for (const name of Object.keys(object))
    if (!allowed.includes(name)) {
      const message = `unknown field; expected ${allowed.join(', ')}${suggestion(name, allowed)}`
      report([...path, name], { ...about, field: name }, message, 'key')
    }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const MAX_SHOWN = 50

/** The errors of a run, in the order of files and lines. The message has the first 50. */
export class SeedError extends Error {
  readonly diagnostics: readonly Diagnostic[]

  constructor(diagnostics: readonly Diagnostic[]) {
    const sorted = [...diagnostics].sort(
      (a, b) =>
        compareText(a.position.file, b.position.file) ||
        a.position.line - b.position.line ||
        a.position.column - b.position.column,
    )
    const lines = sorted.slice(0, MAX_SHOWN).map(formatDiagnostic)
    if (sorted.length > MAX_SHOWN) lines.push(`… and ${sorted.length - MAX_SHOWN} more`)
    super(lines.join('\n'))
    this.diagnostics = sorted
  }
}

function formatDiagnostic({ position, about, message }: Diagnostic): string {
  const { file, line, column } = locate(position)
  const subject = [about?.section, about?.id, about?.field].filter(Boolean).join(' › ')
  return `${file}:${line}:${column}: ${subject && `${subject}: `}${message}`
}

/** The end of a message about a misspelled word; empty if nothing resembles it. */
export function suggestion(word: string, candidates: Iterable<string>): string {
  const likely = didYouMean(word, candidates)
  return likely === undefined ? '' : `; did you mean ${likely}?`
}

/** C0 and C1 controls, characters that change the direction of text, and the byte-order mark. */
export const UNPRINTABLE = /[\p{Cc}\p{Bidi_Control}\ufeff]/u

/** A value for a message: at most 80 characters, with control characters escaped for the terminal. */
export function displayValue(value: unknown): string {
  const written = JSON.stringify(value) ?? String(value)
  const text = written.replaceAll(
    new RegExp(UNPRINTABLE, 'gu'),
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}
