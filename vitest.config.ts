import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The files of a worker share modules, and with them the loaded fixture, which no test changes.
    isolate: false,
    // Some tests wait for processes that they start, so there may be as many workers as cores.
    maxWorkers: '100%',
    // A busy machine may need many times the usual time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Node.js loads the source files itself, as in production.
    experimental: { viteModuleRunner: false },
    // `npm run coverage` leaves out test/contract/code-paths.test.ts, which uses the same profiler.
    coverage: {
      include: ['src/**/*.ts'],
      // Commands and servers run in processes of their own.
      autoAttachSubprocess: true,
      reportOnFailure: true,
      reporter: [['text', { skipFull: true, maxCols: 160 }]],
    },
  },
})
