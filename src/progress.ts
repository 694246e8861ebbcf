/** Tells how far long work has come, on standard error, and nothing of short work. */
export function progress(every = 2_000): { say(done: string): void; end(): void } {
  const tty = process.stderr.isTTY
  let last = performance.now()
  let shown = false
  return {
    say(done) {
      const now = performance.now()
      if (now - last < every) return
      last = now
      shown = true
      process.stderr.write(tty ? `\r\u001b[K${done} …` : `${done} …\n`)
    },
    end() {
      if (shown && tty) process.stderr.write('\r\u001b[K')
    },
  }
}
