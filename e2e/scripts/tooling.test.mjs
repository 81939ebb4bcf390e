import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { copyWhole, writeWhole } from '../../server/scripts/lib/write-whole.mjs';
import { runNode } from './lib/run-process.mjs';
import { hasRoom } from './lib/scratch-folder.mjs';
import { runTasks } from './lib/task-queue.mjs';
import { failuresIn } from './lib/test-failures.mjs';
import { NONE, add, readPlaywright, readTap, readVitest, summary, withExitCode } from './lib/test-counts.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

test('temporary files lie in memory where there is enough of it, and programs may run', () => {
  const shm = (options) => `proc /proc proc rw 0 0\ntmpfs /dev/shm tmpfs ${options} 0 0\n`;
  const machine = {
    mounts: shm('rw,nosuid,nodev'),
    memory: 'MemTotal: 24000000 kB\nMemAvailable: 20000000 kB\n',
    free: 12e9,
  };
  assert.equal(hasRoom(machine), true);
  for (const poorer of [
    { mounts: shm('rw,noexec') },
    { mounts: 'proc /proc proc rw 0 0\n' },
    { memory: 'MemAvailable: 4000000 kB\n' },
    { memory: '' },
    { free: 64e6 },
  ])
    assert.equal(hasRoom({ ...machine, ...poorer }), false);
});

describe('counts', () => {
  let folder;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'counts-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const file = (name, content) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  test('come from the report of each runner', () => {
    const vitest = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
    assert.deepEqual(readVitest(file('v.json', JSON.stringify(vitest))), {
      passed: 5,
      failed: 1,
      skipped: 3,
    });
    const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 1 };
    assert.deepEqual(readPlaywright(file('p.json', JSON.stringify({ stats }))), {
      passed: 4,
      failed: 2,
      skipped: 1,
    });
    const tap = '# tests 6\n# pass 3\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 0\n';
    assert.deepEqual(readTap(file('t.tap', tap)), { passed: 3, failed: 2, skipped: 1 });
  });

  test('are none without a report', () => {
    const missing = join(folder, 'missing');
    assert.deepEqual([readVitest(missing), readPlaywright(missing), readTap(missing)], [NONE, NONE, NONE]);
  });

  test('show a runner that failed without a failing test', () => {
    assert.equal(withExitCode({ passed: 3, failed: 0, skipped: 0 }, 1).failed, 1);
    assert.equal(withExitCode({ passed: 3, failed: 0, skipped: 0 }, null).failed, 1);
    assert.equal(withExitCode({ passed: 3, failed: 2, skipped: 0 }, 1).failed, 2);
  });

  test('come with the name and the reason of everything that failed', () => {
    const reports = mkdtempSync(join(folder, 'reports-'));
    const passing = { status: 'passed', fullName: 'passes', failureMessages: [] };
    const failing = {
      status: 'failed',
      fullName: 'keeps order',
      failureMessages: ['\u001B[31mexpected 1\u001B[39m'],
    };
    const testResults = [
      { name: 'a.test.ts', status: 'failed', message: '', assertionResults: [passing, failing] },
      { name: 'b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
      { name: 'c.test.ts', status: 'passed', message: '', assertionResults: [passing] },
    ];
    writeFileSync(join(reports, 'server.json'), JSON.stringify({ testResults }));
    const spec = {
      file: 'loop.test.ts',
      line: 33,
      tests: [{ results: [{ errors: [{ message: 'timed out' }] }] }],
    };
    const specs = [
      { ...spec, ok: false, title: 'goes round' },
      { ...spec, ok: true, title: 'passes' },
    ];
    const suites = [{ suites: [{ specs }] }];
    writeFileSync(
      join(reports, 'browser.json'),
      JSON.stringify({ suites, errors: [{ message: 'no browser' }] }),
    );
    writeFileSync(join(reports, 'web.json'), '');
    assert.deepEqual(failuresIn(reports), [
      'browser: before the tests\n    no browser',
      'browser: loop.test.ts:33 › goes round\n    timed out',
      'server: a.test.ts › keeps order\n    expected 1',
      'server: b.test.ts\n    no such module',
      'web: its report cannot be read\n    Unexpected end of JSON input',
    ]);
  });

  test('are summed up in one line', () => {
    const counts = { passed: 3, failed: 0, skipped: 0 };
    assert.equal(summary(counts), '3 passed, 0 failed');
    assert.equal(summary(add(counts, { ...NONE, skipped: 1 })), '3 passed, 0 failed, 1 skipped');
  });
});

describe('tasks', () => {
  const done = (output = '') => Promise.resolve({ ok: true, output });

  test('run at most so many at once, and after what they wait for', async () => {
    const ended = [];
    let running = 0;
    let most = 0;
    const busy = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return done();
    };
    const tasks = [
      { name: 'last', after: 'first', run: busy },
      { name: 'first', run: busy },
      { name: 'other', run: busy },
    ];
    await runTasks(tasks, { parallel: 2, onEnd: ({ name }) => ended.push(name) });
    assert.equal(most, 2);
    assert.ok(ended.indexOf('first') < ended.indexOf('last'));
  });

  test('all run, also when one throws', async () => {
    const failing = { name: 'a', run: () => Promise.reject(new Error('broken')) };
    const results = await runTasks([failing, { name: 'b', run: done }], {
      parallel: 1,
      onEnd: () => undefined,
    });
    assert.deepEqual(
      results.map(({ ok }) => ok),
      [false, true],
    );
    assert.match(results[0].output, /broken/);
  });
});

test('a process that hangs is ended, and has no exit code', async () => {
  const { code } = await runNode(['-e', 'setInterval(() => {}, 1000)'], { cwd: tmpdir(), timeoutMs: 300 });
  assert.equal(code, null);
});

describe('built files', () => {
  let folder;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'built-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  test('are replaced whole: a program that starts meanwhile never meets an empty one', async () => {
    const program = join(folder, 'program.mjs');
    const source = `console.log('done');${'//'.padEnd(4_000_000, ' ')}`;
    writeWhole(program, source);
    let isReplacing = true;
    const outputs = Promise.all(
      Array.from({ length: 4 }, async () => (await runNode([program], { cwd: folder })).output.trim()),
    ).finally(() => (isReplacing = false));
    while (isReplacing) {
      writeWhole(program, source);
      await new Promise(setImmediate);
    }
    assert.deepEqual(await outputs, ['done', 'done', 'done', 'done']);
  });

  test('are copied with their folders, and nothing is left beside them', () => {
    const [from, to] = [join(folder, 'from'), join(folder, 'to')];
    writeWhole(join(from, 'meta/a.json'), '{}');
    writeWhole(join(from, 'b.sql'), 'select 1');
    copyWhole(from, to);
    copyWhole(from, to);
    assert.deepEqual(readdirSync(to, { recursive: true }).sort(), ['b.sql', 'meta', 'meta/a.json']);
    assert.equal(readFileSync(join(to, 'b.sql'), 'utf8'), 'select 1');
  });
});

test('no source switches a rule off for itself', () => {
  const directive = ['oxlint', 'disable'].join('-');
  const sources = [
    'shared/src',
    'server/src',
    'server/bench',
    'web/src',
    'e2e/bench',
    'e2e/fixtures',
    'e2e/journeys',
  ]
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true }).map((name) => join(ROOT, folder, name)),
    )
    .filter((path) => /[.](ts|vue)$/.test(path));
  assert.ok(sources.length > 1000);
  assert.deepEqual(
    sources.filter((path) => readFileSync(path, 'utf8').includes(directive)),
    [],
  );
});
