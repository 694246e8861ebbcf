import { isUtf8 } from 'node:buffer'
import { closeSync, openSync, readSync } from 'node:fs'
import type { SeedPosition } from '../diagnostics.ts'

/** Lines as bytes, before anyone knows whether they are text. */

const CHUNK = 2 ** 20

/** The lines of a file, without their ends, read a part at a time. */
export function* linesOf(file: string): Generator<Buffer> {
  const descriptor = openSync(file, 'r')
  try {
    let rest: Buffer[] = []
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK)
      const length = readSync(descriptor, chunk, 0, CHUNK, null)
      if (length === 0) break
      let start = 0
      for (
        let end = chunk.indexOf(0x0a);
        end !== -1 && end < length;
        end = chunk.indexOf(0x0a, start)
      ) {
        yield Buffer.concat([...rest, chunk.subarray(start, end)])
        rest = []
        start = end + 1
      }
      if (start < length) rest.push(chunk.subarray(start, length))
    }
    if (rest.length > 0) yield Buffer.concat(rest)
  } finally {
    closeSync(descriptor)
  }
}

/** Where a file, or these lines of it, is no UTF-8 any more. */
export function firstBadByte(file: string, bytes: Buffer): SeedPosition {
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
