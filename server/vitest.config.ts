import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'bench/**/*.test.ts', 'scripts/**/*.test.mjs'],
    globalSetup: ['src/testing/test-cluster.ts', 'scripts/lib/bundle-workers.mjs'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
