import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Files share what they cannot change: the real data is loaded once a worker, not once a file.
    isolate: false,
    // Node itself loads the source, so a test runs exactly what production runs: no transform.
    experimental: { viteModuleRunner: false },
  },
})
