import { isUtf8 } from 'node:buffer'
import { closeSync, openSync, readSync } from 'node:fs'
import type { SeedPosition } from './seed-position.ts'

/** Reads lines as bytes, because an error for invalid UTF-8 needs its position. */

const CHUNK_BYTES = 2 ** 20
const NEWLINE = 0x0a

/** The bytes of a file, 1 MiB at a time: a seed file may be larger than the memory. */
export function* readChunks(file: string): Generator<Buffer> {
  const descriptor = openSync(file, 'r')
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES)
      const length = readSync(descriptor, chunk, 0, CHUNK_BYTES, null)
      if (length === 0) return
      yield chunk.subarray(0, length)
    }
  } finally {
    closeSync(descriptor)
  }
}

/** The lines of a file, without their line feeds. */
export function* readLines(file: string): Generator<Buffer> {
  let rest: Buffer[] = []
  for (const chunk of readChunks(file)) {
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      yield Buffer.concat([...rest, chunk.subarray(start, end)])
      rest = []
      start = end + 1
    }
    if (start < chunk.length) rest.push(chunk.subarray(start))
  }
  if (rest.length > 0) yield Buffer.concat(rest)
}

/** The position of the first character that is not UTF-8. */
export function firstInvalidCharacter(file: string, bytes: Buffer): SeedPosition {
  let line = 1
  for (let start = 0; start < bytes.length; line += 1) {
    const newline = bytes.indexOf(NEWLINE, start)
    const end = newline === -1 ? bytes.length : newline
    const text = bytes.subarray(start, end)
    if (!isUtf8(text)) return { file, line, column: validCharacters(text) + 1 }
    start = end + 1
  }
  return { file, line, column: 1 }
}

/** Counts the characters before the first that is not UTF-8. */
function validCharacters(text: Buffer): number {
  let count = 0
  for (let offset = 0; offset < text.length; count += 1) {
    const bytes = [1, 2, 3, 4].find((length) => isUtf8(text.subarray(offset, offset + length)))
    if (bytes === undefined) return count
    offset += bytes
  }
  return count
}
