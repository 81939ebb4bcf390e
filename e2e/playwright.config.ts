import { defineConfig } from '@playwright/test';

const isRoot = process.getuid?.() === 0;

/**
 * `npm test` starts the built server on a fresh database and finds a browser; it hands both over
 * in the environment. By hand the journeys go against what `npm start` serves.
 */
const { XIETONG_E2E_URL: baseURL = 'http://127.0.0.1:3000', CHROMIUM_PATH: executablePath } = process.env;

/** Nothing that calls home; root has no sandbox. */
const FLAGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  '--disable-gpu',
  ...(isRoot ? ['--no-sandbox'] : []),
];

/** They begin first: one that were left for the end would keep a worker alone for minutes. */
const LONG = ['kill-nine', 'loop', 'pages', 'standard-changes', 'start'].map((name) => `**/${name}.test.ts`);

/** It looks back on what the others have done. */
const LAST = '**/every-act.test.ts';

export default defineConfig({
  testDir: 'journeys',
  projects: [
    { name: 'long', testMatch: LONG },
    { name: 'short', testMatch: '**/*.test.ts', testIgnore: [...LONG, LAST] },
    { name: 'last', testMatch: LAST, dependencies: ['long', 'short'] },
  ],
  outputDir: 'test-results',
  forbidOnly: true,
  // the journeys share one province: each file keeps to data of its own
  fullyParallel: false,
  workers: 2,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  use: {
    baseURL,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    // recording every step takes as long as the steps: asked for when a failure is looked into
    trace: process.env.XIETONG_TRACE === undefined ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { args: FLAGS, ...(executablePath === undefined ? {} : { executablePath }) },
  },
});
