import base from './playwright.config';

/** One at a time, so that nothing else takes of the machine what is measured. */
export default {
  ...base,
  testDir: 'bench',
  // in place of those of the journeys
  projects: [{ name: 'bench' }],
  testMatch: '*.bench.ts',
  outputDir: 'test-results',
  workers: 1,
  timeout: 600_000,
  use: { ...base.use, trace: 'off' as const, screenshot: 'off' as const },
};
