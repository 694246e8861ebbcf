import { defineConfig } from 'vitest/config'

/** Stress tests, and tests that start several programs: `npm run test:slow`. */
export default defineConfig({
  test: {
    include: ['test/faults/*.fault.ts', 'test/**/*.slow.ts'],
    // One file at a time: some measure latency.
    fileParallelism: false,
    // A busy machine may need several times the usual time.
    testTimeout: 600_000,
    hookTimeout: 120_000,
    experimental: { viteModuleRunner: false },
  },
})
