import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Files share what they cannot change: the real data is loaded once a worker, not once a file.
    isolate: false,
    // Some files wait for the programs that they run, so there may be as many at once as cores.
    maxWorkers: '100%',
    // Node itself loads the source, so a test runs exactly what production runs: no transform.
    experimental: { viteModuleRunner: false },
  },
})
