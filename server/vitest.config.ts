import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // the files that a worker takes load the packages once
    isolate: false,
    include: ['src/**/*.test.ts', 'bench/**/*.test.ts', 'scripts/**/*.test.mjs'],
    globalSetup: ['src/testing/test-cluster.ts', 'scripts/lib/bundle-workers.mjs'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
