import type { LoadProgress } from '../ingest/step.ts'

/**
 * Tells how far long work has come, how fast it is, and how long the step will take, on standard error;
 * of short work nothing.
 *
 * @param every how often, in milliseconds
 */
export function progressMeter(every = 2_000): { say(step: LoadProgress): void; end(): void } {
  const tty = process.stderr.isTTY
  let last = performance.now()
  let began = last
  let current = ''
  let shown = false
  return {
    say(step) {
      const now = performance.now()
      if (step.doing !== current) {
        current = step.doing
        began = now
      }
      if (now - last < every) return
      last = now
      shown = true
      const line = `${lineOf(step, (now - began) / 1000)} …`
      process.stderr.write(tty ? `\r\u001b[K${line}` : `${line}\n`)
    },
    end() {
      if (shown && tty) process.stderr.write('\r\u001b[K')
    },
  }
}

function lineOf({ doing, done }: LoadProgress, seconds: number): string {
  if (done === undefined || done.count === 0 || done.share === 0 || seconds === 0) return doing
  const { count, unit, share } = done
  const left = Math.max(0, Math.round((seconds * (1 - share)) / share))
  const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`
  const number = (value: number) => Math.round(value).toLocaleString('en')
  return `${doing}: ${number(count)} ${unit}, ${number(count / seconds)} a second, ${clock} left`
}
