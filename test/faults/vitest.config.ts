import { defineConfig } from 'vitest/config'

/** What does real damage to the real programs: `npm run test:faults`. */
export default defineConfig({
  test: {
    include: ['test/faults/*.fault.ts'],
    // Each has the machine for itself: some count how quickly others are served meanwhile.
    fileParallelism: false,
    testTimeout: 120_000,
    experimental: { viteModuleRunner: false },
  },
})
