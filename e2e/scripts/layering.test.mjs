/** Proves that every rule of .dependency-cruiser.cjs catches what it is there for, and no more. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CONFIG = join(ROOT, '.dependency-cruiser.cjs');
const { forbidden } = createRequire(import.meta.url)(CONFIG);

/** [rule, importing file, imported file or module]; `type ` before the target imports types alone. */
const REFUSED = [
  ['shared-kernel-imports-nothing-of-ours', 'shared/src/kernel/ids.ts', 'shared/src/points/index.ts'],
  ['shared-feature-imports-no-access', 'shared/src/points/point-schema.ts', 'shared/src/access/index.ts'],
  [
    'shared-other-feature-only-by-its-door',
    'shared/src/points/point-schema.ts',
    'shared/src/audit/audit-schema.ts',
  ],
  [
    'shared-other-feature-only-by-its-door',
    'shared/src/access/index.ts',
    'type shared/src/audit/audit-schema.ts',
  ],
  ['shared-from-outside-only-by-a-door', 'server/src/main.ts', 'shared/src/audit/audit-schema.ts'],
  ['shared-is-pure', 'shared/src/points/point-clock.ts', 'node:fs'],
  [
    'shared-imports-no-other-package-of-ours',
    'shared/src/points/point-schema.ts',
    'server/src/config/load.ts',
  ],
  ['server-app-imports-no-higher-layer', 'server/src/app.ts', 'server/src/main.ts'],
  ['server-composition-imports-no-higher-layer', 'server/src/composition.ts', 'server/src/app.ts'],
  ['server-assembly-imports-no-higher-layer', 'server/src/scenarios/demo.ts', 'server/src/composition.ts'],
  ['server-assembly-imports-no-higher-layer', 'server/src/app-router.ts', 'type server/src/composition.ts'],
  [
    'server-features-imports-no-higher-layer',
    'server/src/features/points/point-service.ts',
    'server/src/scenarios/demo.ts',
  ],
  [
    'server-foundation-imports-no-higher-layer',
    'server/src/access/scope.ts',
    'server/src/features/points/point-service.ts',
  ],
  ['server-platform-imports-no-higher-layer', 'server/src/platform/clock.ts', 'server/src/db/client.ts'],
  [
    'server-feature-imports-no-sibling',
    'server/src/features/points/point-service.ts',
    'server/src/features/audit/audit-service.ts',
  ],
  [
    'server-store-below-service',
    'server/src/features/points/point-store.ts',
    'server/src/features/points/point-service.ts',
  ],
  [
    'server-store-below-service',
    'server/src/features/points/point-read-model.ts',
    'server/src/features/points/point-router.ts',
  ],
  [
    'server-service-below-its-callers',
    'server/src/features/audit/audit-service.ts',
    'server/src/features/audit/audit-http.ts',
  ],
  [
    'server-store-only-behind-a-service',
    'server/src/features/points/point-router.ts',
    'server/src/features/points/point-store.ts',
  ],
  [
    'server-store-only-behind-a-service',
    'server/src/features/points/point-jobs.ts',
    'server/src/features/points/point-store.ts',
  ],
  [
    'server-feature-imports-trpc-in-its-router-only',
    'server/src/features/points/point-service.ts',
    'server/src/trpc/init.ts',
  ],
  [
    'server-tables-only-in-stores-and-read-models',
    'server/src/features/points/point-service.ts',
    'server/src/db/schema/points.ts',
  ],
  [
    'server-tables-only-in-stores-and-read-models',
    'server/src/http/session.ts',
    'type server/src/db/schema/points.ts',
  ],
  ['server-testing-only-in-tests', 'server/src/main.ts', 'server/src/testing/database.ts'],
  ['web-features-imports-no-higher-layer', 'web/src/features/points/index.ts', 'web/src/app/router.ts'],
  ['web-session-imports-no-higher-layer', 'web/src/session/session.ts', 'web/src/features/points/index.ts'],
  ['web-api-imports-no-higher-layer', 'web/src/api/client.ts', 'web/src/session/session.ts'],
  ['web-ui-imports-no-higher-layer', 'web/src/ui/StateTag.vue', 'web/src/api/client.ts'],
  ['web-lib-imports-no-higher-layer', 'web/src/lib/useTimer.ts', 'web/src/ui/StateTag.vue'],
  [
    'web-feature-imports-no-sibling',
    'web/src/features/audit/AuditPage.vue',
    'web/src/features/points/index.ts',
  ],
  ['web-feature-only-by-its-door', 'web/src/app/router.ts', 'web/src/features/audit/AuditPage.vue'],
  [
    'web-knows-of-the-server-the-router-type-alone',
    'web/src/api/client.ts',
    'type server/src/features/points/point-service.ts',
  ],
  ['web-imports-the-router-type-in-api-only', 'web/src/lib/useTimer.ts', 'type server/src/app-router.ts'],
  ['web-imports-the-router-as-a-type-only', 'web/src/api/errors.ts', 'server/src/app-router.ts'],
  [
    'e2e-imports-shared-and-scenarios-only',
    'e2e/journeys/loop.ts',
    'server/src/features/points/point-service.ts',
  ],
  ['e2e-imports-shared-and-scenarios-only', 'e2e/fixtures/pages.ts', 'web/src/lib/useTimer.ts'],
  ['nothing-imports-e2e', 'server/src/main.ts', 'e2e/fixtures/pages.ts'],
  ['no-cycles', 'server/src/platform/a.ts', 'server/src/platform/b.ts'],
  ['resolvable', 'web/src/lib/useTimer.ts', './nowhere'],
  ['packages-are-declared', 'server/src/main.ts', 'undeclared'],
  ['no-development-package-at-run-time', 'server/src/main.ts', 'dev-only'],
];

const ALLOWED = [
  ['shared/src/access/index.ts', 'shared/src/points/index.ts'],
  ['shared/src/points/point-schema.ts', 'shared/src/kernel/index.ts'],
  ['shared/src/points/point-schema.ts', 'shared/src/audit/index.ts'],
  ['shared/src/points/point.test.ts', 'node:fs'],
  ['server/src/main.ts', 'server/src/platform/clock.ts'],
  ['server/src/main.ts', '@xietong/shared/points'],
  ['server/src/main.ts', 'declared'],
  ['server/src/app-router.ts', 'server/src/features/points/point-router.ts'],
  ['server/src/features/points/point-router.ts', 'server/src/trpc/init.ts'],
  ['server/src/features/points/point-router.ts', 'server/src/features/points/point-service.ts'],
  ['server/src/features/points/point-service.ts', 'server/src/features/points/point-store.ts'],
  ['server/src/features/points/point-store.ts', 'server/src/db/schema/points.ts'],
  ['server/src/features/points/point-service.test.ts', 'server/src/testing/database.ts'],
  ['server/src/features/points/point-service.test.ts', 'server/src/composition.ts'],
  ['server/src/features/points/point-service.test.ts', 'dev-only'],
  ['web/src/app/router.ts', 'web/src/features/points/index.ts'],
  ['web/src/features/points/index.ts', 'web/src/ui/StateTag.vue'],
  ['web/src/api/client.ts', 'type server/src/app-router.ts'],
  ['e2e/journeys/loop.ts', 'server/src/scenarios/demo.ts'],
  ['e2e/journeys/loop.ts', '@xietong/shared/points'],
];

let count = 0;
let folder;
let violations;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'layering-'));
  writePackages();
  const pairs = [
    ...REFUSED.map(([, from, to]) => [from, to]),
    ...ALLOWED,
    ['server/src/platform/b.ts', 'server/src/platform/a.ts'],
  ];
  for (const [from, to] of pairs) addImport(from, to);
  violations = cruise();
});

after(() => rmSync(folder, { recursive: true, force: true }));

for (const [rule, from, to] of REFUSED) {
  test(`${rule}: ${from} → ${to}`, () => {
    assert.ok(found(from, to).includes(rule), `reported instead: ${found(from, to).join(', ') || 'nothing'}`);
  });
}

for (const [from, to] of ALLOWED) {
  test(`allowed: ${from} → ${to}`, () => assert.deepEqual(found(from, to), []));
}

test('no rule is without a proof', () => {
  const proven = new Set(REFUSED.map(([rule]) => rule));
  assert.deepEqual(
    forbidden.map(({ name }) => name).filter((name) => !proven.has(name)),
    [],
  );
});

function found(from, to) {
  const target = to.replace(/^type /, '');
  const names = [target, target.replace(/^node:/, ''), ...resolvedPackage(target)];
  return (
    violations
      .filter((violation) => violation.from === from && names.includes(violation.to))
      .map(({ rule }) => rule.name)
      // the sample is one tangle: cycles count where they are meant
      .filter((name) => name !== 'no-cycles' || from === 'server/src/platform/a.ts')
  );
}

function resolvedPackage(name) {
  if (name === '@xietong/shared/points') return ['shared/src/points/index.ts'];
  return [`server/node_modules/${name}/index.js`];
}

function addImport(from, to) {
  const typeOnly = to.startsWith('type ');
  const target = to.replace(/^type /, '');
  if (isFile(target)) create(target);
  create(from);
  const specifier = isFile(target) ? relativeSpecifier(from, target) : target;
  const statement = `import ${typeOnly ? 'type ' : ''}{ x as x${String(++count)} } from '${specifier}';\n`;
  if (from.endsWith('.vue'))
    writeFileSync(join(folder, from), `<script setup lang="ts">\n${statement}</script>\n`);
  else appendFileSync(join(folder, from), statement);
}

function isFile(target) {
  return /[.](ts|vue)$/.test(target);
}

function relativeSpecifier(from, target) {
  const path = relative(dirname(from), target)
    .replace(/[.]ts$/, '')
    .replaceAll('\\', '/');
  return path.startsWith('.') ? path : `./${path}`;
}

function create(file) {
  const path = join(folder, file);
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, file.endsWith('.vue') ? '<template><p /></template>\n' : 'export const x = 1;\n');
}

function writePackages() {
  const manifest = (path, content) => {
    mkdirSync(join(folder, path), { recursive: true });
    writeFileSync(
      join(folder, path, 'package.json'),
      JSON.stringify({ version: '1.0.0', type: 'module', ...content }),
    );
  };
  manifest('shared', { name: '@xietong/shared', exports: { './*': './src/*/index.ts' } });
  manifest('web', { name: '@xietong/web' });
  manifest('e2e', { name: '@xietong/e2e', dependencies: { '@xietong/shared': 'workspace:*' } });
  manifest('server', {
    name: '@xietong/server',
    dependencies: { '@xietong/shared': 'workspace:*', declared: '1.0.0' },
    devDependencies: { 'dev-only': '1.0.0' },
  });
  for (const name of ['declared', 'dev-only', 'undeclared']) {
    manifest(`server/node_modules/${name}`, { name, main: 'index.js' });
    writeFileSync(join(folder, 'server/node_modules', name, 'index.js'), 'export const x = 1;\n');
  }
  for (const owner of ['server', 'e2e']) {
    mkdirSync(join(folder, owner, 'node_modules/@xietong'), { recursive: true });
    symlinkSync(join(folder, 'shared'), join(folder, owner, 'node_modules/@xietong/shared'), 'junction');
  }
}

function cruise() {
  const cli = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [cli, 'shared', 'server', 'web', 'e2e', '--config', CONFIG, '--output-type', 'json'];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  assert.ok(stdout.startsWith('{'), stderr);
  return JSON.parse(stdout).summary.violations;
}
