import { compareText } from '../domain/claim-ranking.ts'
import { locate } from './read/source-position.ts'

/** A place in a seed file; lines and columns count from 1. */
export interface SeedPosition {
  file: string
  line: number
  column: number
  /** Of a line of NDJSON: the way to it from the top, by which its column is found when it is item. */
  path?: string | null
}

/** What is wrong with an account, said so that its author can mend it. */
export interface Diagnostic {
  place: SeedPosition
  /** What it is about: section, id and field, as far as they are known. */
  about?: { section?: string | undefined; id?: string | undefined; field?: string | undefined }
  /** What was found, and what is allowed or how to mend it. */
  message: string
}

const SHOWN = 50

/** Collects what is wrong over a whole run, so that one run tells everything. */
export class Diagnostics {
  readonly items: Diagnostic[] = []
  /** Whether a whole account could not be read, so that others may refer to what is in it. */
  hasUnreadFiles = false

  add(place: SeedPosition, about: Diagnostic['about'], message: string): void {
    this.items.push({ place, ...(about && { about }), message })
  }

  get any(): boolean {
    return this.items.length > 0
  }

  /** Ends the run if anything is wrong. */
  throwIfAny(): void {
    if (this.any) throw new SeedError(this.items)
  }
}

export class SeedError extends Error {
  readonly problems: readonly Diagnostic[]

  constructor(problems: readonly Diagnostic[]) {
    const sorted = [...problems].sort(
      (a, b) =>
        compareText(a.place.file, b.place.file) ||
        a.place.line - b.place.line ||
        a.place.column - b.place.column,
    )
    const more = sorted.length - SHOWN
    const lines = sorted
      .slice(0, SHOWN)
      .map(({ place, ...rest }) => describe({ ...rest, place: locate(place) }))
    if (more > 0) lines.push(`… and ${more} more`)
    super(lines.join('\n'))
    this.problems = sorted
  }
}

function describe({ place, about, message }: Diagnostic): string {
  const subject = [about?.section, about?.id, about?.field].filter(Boolean).join(' › ')
  return `${place.file}:${place.line}:${place.column}: ${subject && `${subject}: `}${message}`
}

/** C0 and C1 controls, the characters that turn the direction of text, and the byte-order mark. */
export const UNPRINTABLE = /[\p{Cc}\p{Bidi_Control}\ufeff]/u

/** Shows a value that was found, cut short, and with nothing in it that a terminal would obey. */
export function displayValue(value: unknown): string {
  const written = JSON.stringify(value) ?? String(value)
  const text = written.replaceAll(
    new RegExp(UNPRINTABLE, 'gu'),
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}
