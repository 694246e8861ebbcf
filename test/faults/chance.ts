/** Chance that can be repeated: `SEED=7 npm run test:faults` does what 7 did. */

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
let state = seed
console.log(`chance: SEED=${seed}`)

/** A whole number below a bound (mulberry32). */
export function chance(below: number): number {
  state = (state + 0x6d2b79f5) | 0
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
}
