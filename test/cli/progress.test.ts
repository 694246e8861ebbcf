import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { progressMeter } from '../../src/cli/progress.ts'
import type { LoadProgress } from '../../src/ingest/load-progress.ts'

const written: string[] = []
beforeEach(() => {
  written.length = 0
  vi.useFakeTimers({ toFake: ['performance'] })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const reading = (count: number, share: number): LoadProgress => ({
  stage: 'reading',
  done: { count, unit: 'claims', share },
})

describe('the progress meter', () => {
  it('writes nothing when the work takes less than two seconds', () => {
    const { report, end } = progressMeter()
    report(reading(500, 0.5))
    vi.advanceTimersByTime(1_900)
    report(reading(1_000, 1))
    end()
    expect(written).toEqual([])
  })

  it('writes how much is done, how fast, and how long the stage will take', () => {
    const { report } = progressMeter()
    report({ stage: 'reading' })
    vi.advanceTimersByTime(30_000)
    report(reading(150_000, 0.25))
    expect(written).toEqual(['reading: 150,000 claims, 5,000 per second, 1:30 left …\n'])
  })

  it('writes 0:00 left when more is done than was expected', () => {
    const { report } = progressMeter()
    report({ stage: 'reading' })
    vi.advanceTimersByTime(2_000)
    report(reading(2_000, 1.01))
    expect(written).toEqual(['reading: 2,000 claims, 1,000 per second, 0:00 left …\n'])
  })

  it('estimates each stage from its own start, and writes only its name when nothing is counted', () => {
    const { report } = progressMeter()
    report({ stage: 'reading' })
    vi.advanceTimersByTime(60_000)
    report({ stage: 'resolving' })
    vi.advanceTimersByTime(10_000)
    report({ stage: 'resolving', done: { count: 500, unit: 'records', share: 0.5 } })
    vi.advanceTimersByTime(10_000)
    report({ stage: 'indexing' })
    expect(written).toEqual([
      'resolving …\n',
      'resolving: 500 records, 50 per second, 0:10 left …\n',
      'indexing …\n',
    ])
  })

  it('rewrites one line and clears it at the end when standard error is a terminal', () => {
    const { isTTY } = process.stderr
    onTestFinished(() => void Object.assign(process.stderr, { isTTY }))
    process.stderr.isTTY = true
    const { report, end } = progressMeter()
    report({ stage: 'reading' })
    vi.advanceTimersByTime(2_000)
    report(reading(1_000, 0.5))
    end()
    expect(written).toEqual([
      '\r\u001b[Kreading: 1,000 claims, 500 per second, 0:02 left …',
      '\r\u001b[K',
    ])
  })
})
