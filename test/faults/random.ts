import { randomNumbers } from '../../bench/synth/random.ts'

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
console.log(`SEED=${seed} repeats the random choices of this run`)

/** A random whole number from 0 and below a bound. `SEED=7 npm run test:slow` repeats a run. */
export const randomBelow = randomNumbers(seed)
