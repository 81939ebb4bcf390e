/** Reads how many tests passed, failed and were skipped from what the test runners write. */
import { existsSync, readFileSync } from 'node:fs';

export const NONE = { passed: 0, failed: 0, skipped: 0 };

export function add(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/**
 * A runner that failed without a failing test (it crashed, ran out of time, could not load a file)
 * counts as one failure: no red run may look green.
 */
export function withExitCode(counts, code) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** From vitest's JSON report; a missing report counts nothing. */
export function readVitest(path) {
  const report = readJson(path);
  if (report === null) return NONE;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** From Playwright's JSON report; one that passed only when repeated has not passed. */
export function readPlaywright(path) {
  const stats = readJson(path)?.stats;
  if (stats === undefined) return NONE;
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

/** From the last lines of the TAP that Node's runner writes. */
export function readTap(path) {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const count = (name) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  return {
    passed: count('pass'),
    failed: count('fail') + count('cancelled'),
    skipped: count('skipped') + count('todo'),
  };
}

/** The closing line: `N passed, N failed`, and `, N skipped` only where there are any. */
export function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}
