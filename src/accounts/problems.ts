import { compare } from '../records/rule.ts'
import { located } from './located.ts'

/** A place in a seed file; lines and columns count from 1. */
export interface Place {
  file: string
  line: number
  column: number
  /** Of a line of NDJSON: the way to it from the top, by which its column is found when it is told. */
  path?: string | null
}

/** What is wrong with an account, said so that its author can mend it. */
export interface Problem {
  place: Place
  /** What it is about: section, id and field, as far as they are known. */
  about?: { section?: string | undefined; id?: string | undefined; field?: string | undefined }
  /** What was found, and what is allowed or how to mend it. */
  message: string
}

const SHOWN = 50

/** Collects what is wrong over a whole run, so that one run tells everything. */
export class Problems {
  readonly found: Problem[] = []
  /** Whether a whole account could not be read, so that others may refer to what is in it. */
  lost = false

  add(place: Place, about: Problem['about'], message: string): void {
    this.found.push({ place, ...(about && { about }), message })
  }

  get any(): boolean {
    return this.found.length > 0
  }

  /** Ends the run if anything is wrong. */
  throwIfAny(): void {
    if (this.any) throw new BadAccounts(this.found)
  }
}

export class BadAccounts extends Error {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    const sorted = [...problems].sort(
      (a, b) =>
        compare(a.place.file, b.place.file) ||
        a.place.line - b.place.line ||
        a.place.column - b.place.column,
    )
    const more = sorted.length - SHOWN
    const lines = sorted
      .slice(0, SHOWN)
      .map(({ place, ...rest }) => describe({ ...rest, place: located(place) }))
    if (more > 0) lines.push(`… and ${more} more`)
    super(lines.join('\n'))
    this.problems = sorted
  }
}

function describe({ place, about, message }: Problem): string {
  const subject = [about?.section, about?.id, about?.field].filter(Boolean).join(' › ')
  return `${place.file}:${place.line}:${place.column}: ${subject && `${subject}: `}${message}`
}

/** C0 and C1 controls, the characters that turn the direction of text, and the byte-order mark. */
export const UNPRINTABLE = /[\p{Cc}\p{Bidi_Control}\ufeff]/u

/** Shows a value that was found, cut short, and with nothing in it that a terminal would obey. */
export function shown(value: unknown): string {
  const written = JSON.stringify(value) ?? String(value)
  const text = written.replaceAll(
    new RegExp(UNPRINTABLE, 'gu'),
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}
