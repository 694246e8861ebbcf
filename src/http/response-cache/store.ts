import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib'
import { LRUCache } from 'lru-cache'

/**
 * Answers that were made once, as the bytes that are sent. A release never changes, so an answer is a
 * function of what was asked; its tag names it, however the question was written.
 *
 * What is asked once is not kept: a stranger who asks for one thing after another fills nothing. What
 * was asked twice has a small part of the room, and what is asked again from there the large one.
 */

export type Coding = 'identity' | 'gzip' | 'br' | 'zstd'

/** One way to send an answer: its headers as `writeHead` takes them, and its bytes. */
export interface Form {
  headers: string[]
  body: Buffer
}

export interface Answer {
  etag: string
  /** The headers of a 304. */
  unchanged: string[]
  forms: Partial<Record<Coding, Form>>
  /** In which words it was asked for. */
  questions: Set<string>
}

export interface Found {
  answer: Answer
  /** Undefined where it is only known which answer it is. */
  form: Form | undefined
}

/** How a question was put, and which answer that is: as one string, so that it is found at once. */
export function questionOf(url: string, accept = '', encoding = ''): string {
  return `${url}\n${accept}\n${encoding}`
}

function isSmall(form: Form | undefined): boolean {
  return form !== undefined && form.body.length < SMALLEST
}

/** A smaller answer is never compressed: it fits a packet as it is. */
export const SMALLEST = 1024

const COMPRESS = {
  gzip: (body: Buffer) => gzipSync(body),
  br: (body: Buffer) =>
    brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  zstd: (body: Buffer) => zstdCompressSync(body),
}

/** Of so many answers it is known how often they were asked for. */
const REMEMBERED = 20_000
/** How large a part of the room is for answers that were asked for twice. */
const NEW = 0.2
/** In so many wordings an answer is found at once. */
const WORDINGS = 50
const OVERHEAD = 500

export class AnswerCache {
  hits = 0
  misses = 0
  #closed = false
  readonly #asked = new LRUCache<string, number>({ max: REMEMBERED })
  readonly #fresh: LRUCache<string, Answer>
  readonly #proven: LRUCache<string, Answer>
  readonly #questions = new Map<string, Found>()

  /** @param bytes how much room there is for all */
  constructor(bytes: number) {
    const part = (share: number) =>
      new LRUCache<string, Answer>({
        maxSize: Math.max(1, Math.floor(bytes * share)),
        sizeCalculation: sizeOf,
        dispose: (answer, _, reason) => {
          if (reason === 'evict') this.#forget(answer)
        },
      })
    this.#fresh = part(NEW)
    this.#proven = part(1 - NEW)
  }

  get bytes(): number {
    return this.#fresh.calculatedSize + this.#proven.calculatedSize
  }

  /** The answer to a question that was put in these words before. */
  find(question: string): Found | undefined {
    if (this.#closed) return undefined
    const found = this.#questions.get(question)
    if (found !== undefined) this.#named(found.answer.etag)
    return found
  }

  /** Whether an answer is worth its room: it was asked for before. */
  admits(etag: string): boolean {
    this.misses += 1
    const times = (this.#asked.get(etag) ?? 0) + 1
    this.#asked.set(etag, times)
    return times > 1
  }

  /** Keeps an answer, and the question that it was an answer to; gives it in the coding asked for. */
  keep(
    question: string,
    coding: Coding,
    { etag, headers, body }: { etag: string; headers: Record<string, string>; body: Buffer },
  ): Form {
    const answer = this.#answerOf(etag, headers)
    const form = answer.forms[coding] ?? formOf(headers, body, coding)
    answer.forms[coding] = form
    this.#put(question, answer, form)
    return form
  }

  /** Keeps which answer a question has, for whoever has it. */
  keepTag(question: string, { etag, headers }: { etag: string; headers: Record<string, string> }) {
    if (!this.#questions.has(question))
      this.#put(question, this.#answerOf(etag, headers), undefined)
  }

  /** The answer of a tag in this coding, which other words led to; these do from now on. */
  again(question: string, etag: string, coding: Coding): Form | undefined {
    const answer = this.#closed ? undefined : this.#named(etag)
    // What is too small to be compressed is there as it is.
    const forms = Object.values(answer?.forms ?? {})
    const plain = forms.length === 1 ? answer?.forms.identity : undefined
    const form = answer?.forms[coding] ?? (isSmall(plain) ? plain : undefined)
    if (answer !== undefined && form !== undefined) this.#put(question, answer, form)
    return form
  }

  #answerOf(etag: string, headers: Record<string, string>): Answer {
    return (
      this.#named(etag) ?? {
        etag,
        unchanged: unchangedOf(headers),
        forms: {},
        questions: new Set(),
      }
    )
  }

  #put(question: string, answer: Answer, form: Form | undefined): void {
    const { etag } = answer
    const [oldest] = answer.questions
    if (answer.questions.size >= WORDINGS && oldest !== undefined) {
      answer.questions.delete(oldest)
      this.#questions.delete(oldest)
    }
    answer.questions.add(question)
    this.#questions.set(question, { answer, form })
    // Set anew, so that its size is counted anew; what is too large for all of the room is not kept.
    const isProven = this.#proven.has(etag) || (this.#asked.get(etag) ?? 0) > 2
    const part = isProven ? this.#proven : this.#fresh
    this.#fresh.delete(etag)
    part.delete(etag)
    part.set(etag, answer)
    if (!part.has(etag)) this.#forget(answer)
  }

  /** Answers nothing any more. */
  close(): void {
    this.#closed = true
    for (const all of [this.#asked, this.#fresh, this.#proven, this.#questions]) all.clear()
  }

  /** The answer of this tag, which is kept the better for being asked for again. */
  #named(etag: string): Answer | undefined {
    const proven = this.#proven.get(etag)
    if (proven !== undefined) return proven
    const fresh = this.#fresh.get(etag)
    if (fresh === undefined) return undefined
    this.#fresh.delete(etag)
    this.#proven.set(etag, fresh)
    return fresh
  }

  #forget({ questions }: Answer): void {
    for (const question of questions) this.#questions.delete(question)
  }
}

function formOf(headers: Record<string, string>, body: Buffer, coding: Coding): Form {
  const packed = coding === 'identity' ? body : COMPRESS[coding](body)
  const own = coding === 'identity' ? {} : { 'content-encoding': coding }
  const all = { ...headers, ...own, 'content-length': String(packed.length) }
  return { headers: Object.entries(all).flat(), body: packed }
}

/** RFC 9110 15.4.5: what a 304 says again; nothing of the content, which it has not. */
function unchangedOf(headers: Record<string, string>): string[] {
  return Object.entries(headers)
    .filter(([name]) => !/^content-/.test(name))
    .flat()
}

/** In bytes, about: what the answer and the questions that lead to it take. */
function sizeOf({ forms, questions }: Answer): number {
  const bodies = Object.values(forms).reduce((sum, { body }) => sum + body.length + OVERHEAD, 0)
  return [...questions].reduce((sum, { length }) => sum + length + OVERHEAD, bodies + OVERHEAD)
}
