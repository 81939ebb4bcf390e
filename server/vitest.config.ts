import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // the files that a worker takes load the packages once
    isolate: false,
    include: ['src/**/*.test.ts', 'bench/**/*.test.ts', 'scripts/**/*.test.mjs'],
    globalSetup: ['src/testing/test-cluster.ts', 'scripts/lib/bundle-workers.mjs'],
    // what is said in the terminal is compared in English, whatever the terminal's own language
    env: { XIETONG_LANG: 'en' },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
