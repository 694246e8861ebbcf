import { numbers } from '../../bench/synth.ts'

/** Chance that can be repeated: `SEED=7 npm run test:faults` does what 7 did. */

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
console.log(`chance: SEED=${seed}`)

/** A whole number below a bound. */
export const chance = numbers(seed)
