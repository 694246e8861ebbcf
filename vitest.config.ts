import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Node itself loads the source, so a test runs exactly what production runs: no transform.
    experimental: { viteModuleRunner: false },
  },
})
