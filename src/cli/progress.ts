import type { LoadProgress, ReportProgress } from '../ingest/load-progress.ts'

export interface ProgressMeter {
  report: ReportProgress
  /** Clears the progress line on a terminal. */
  end(): void
}

/**
 * Writes the progress of long work to standard error: how much is done, how fast, and how long the stage
 * will take. Writes nothing about work that is shorter than the interval.
 *
 * @param interval between two lines, in milliseconds
 */
export function progressMeter(interval = 2_000): ProgressMeter {
  const isTerminal = process.stderr.isTTY
  let lastWrite = performance.now()
  let stageStart = lastWrite
  let stage = ''
  let hasWritten = false
  return {
    report(progress) {
      const now = performance.now()
      if (progress.stage !== stage) {
        stage = progress.stage
        stageStart = now
      }
      if (now - lastWrite < interval) return
      lastWrite = now
      hasWritten = true
      const line = `${formatProgress(progress, (now - stageStart) / 1000)} …`
      process.stderr.write(isTerminal ? `\r\u001b[K${line}` : `${line}\n`)
    },
    end() {
      if (hasWritten && isTerminal) process.stderr.write('\r\u001b[K')
    },
  }
}

/** @param seconds since the stage began */
function formatProgress({ stage, done }: LoadProgress, seconds: number): string {
  if (done === undefined || done.count === 0 || done.share === 0 || seconds === 0) return stage
  const { count, unit, share } = done
  const secondsLeft = Math.max(0, Math.round((seconds * (1 - share)) / share))
  const minutes = Math.floor(secondsLeft / 60)
  const time = `${minutes}:${String(secondsLeft % 60).padStart(2, '0')}`
  const format = (value: number) => Math.round(value).toLocaleString('en')
  return `${stage}: ${format(count)} ${unit}, ${format(count / seconds)} per second, ${time} left`
}
