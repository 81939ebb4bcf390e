/** Reads which tests failed, and why, from what the test runners write: for the end of a long log. */
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** What is shown of one failure's reason, in characters. */
const SHOWN = 2000;

/** The failures in all JSON reports of a folder, each a text of one title and its reasons. */
export function failuresIn(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      const failures = failuresOf(readFileSync(join(folder, name), 'utf8'));
      return failures.map(({ title, reasons }) => `${basename(name, '.json')}: ${title}\n${shown(reasons)}`);
    });
}

function failuresOf(text) {
  try {
    const report = JSON.parse(text);
    return 'suites' in report ? ofPlaywright(report) : ofVitest(report);
  } catch (error) {
    // a runner that was ended while it wrote
    return [{ title: 'its report cannot be read', reasons: [error.message] }];
  }
}

function ofVitest({ testResults = [] }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    // a file that cannot be loaded has no test that failed
    if (failed.length === 0) return status === 'failed' ? [{ title: name, reasons: [message] }] : [];
    return failed.map((test) => ({ title: `${name} › ${test.fullName}`, reasons: test.failureMessages }));
  });
}

function ofPlaywright({ suites = [], errors = [] }) {
  const failures = errors.map(({ message }) => ({ title: 'before the tests', reasons: [message] }));
  for (const { specs = [], suites: inner = [] } of suites) {
    failures.push(...ofPlaywright({ suites: inner }));
    for (const { ok, title, file, line, tests } of specs) {
      if (ok) continue;
      const results = tests.flatMap((test) => test.results);
      const reasons = results.flatMap((result) => (result.errors ?? []).map(({ message }) => message));
      failures.push({ title: `${file}:${line} › ${title}`, reasons });
    }
  }
  return failures;
}

function shown(reasons) {
  const text = stripVTControlCharacters(reasons.filter(Boolean).join('\n')).slice(0, SHOWN);
  return text.replace(/^/gm, '    ');
}
