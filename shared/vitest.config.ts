import { defineConfig } from 'vitest/config';

/** Property tests take long where the machine has other things to do, too. */
export default defineConfig({ test: { testTimeout: 30_000, isolate: false } });
