import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { progressMeter } from '../../src/cli/progress.ts'

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

const reading = (count: number, share: number) => ({
  doing: 'reading',
  done: { count, unit: 'claims', share },
})

describe('progress', () => {
  it('says nothing of what is done at once', () => {
    const { say, end } = progressMeter()
    say(reading(500, 0.5))
    vi.advanceTimersByTime(1_900)
    say(reading(1_000, 1))
    end()
    expect(written).toEqual([])
  })

  it('tells how much is done, how fast, and how long the step will take', () => {
    const { say } = progressMeter()
    say({ doing: 'reading' })
    vi.advanceTimersByTime(30_000)
    say(reading(150_000, 0.25))
    expect(written).toEqual(['reading: 150,000 claims, 5,000 a second, 1:30 left …\n'])
  })

  it('never tells less than no time', () => {
    const { say } = progressMeter()
    say({ doing: 'reading' })
    vi.advanceTimersByTime(2_000)
    say(reading(2_000, 1.01))
    expect(written).toEqual(['reading: 2,000 claims, 1,000 a second, 0:00 left …\n'])
  })

  it('reckons each step from where it began, and says no number where nothing is counted', () => {
    const { say } = progressMeter()
    say({ doing: 'reading' })
    vi.advanceTimersByTime(60_000)
    const resolving = (count: number) => ({
      doing: 'resolving',
      done: { count, unit: 'records', share: count / 1_000 },
    })
    say({ doing: 'resolving' })
    vi.advanceTimersByTime(10_000)
    say(resolving(500))
    vi.advanceTimersByTime(10_000)
    say({ doing: 'indexing' })
    expect(written).toEqual([
      'resolving …\n',
      'resolving: 500 records, 50 a second, 0:10 left …\n',
      'indexing …\n',
    ])
  })
})
