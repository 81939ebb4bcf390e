/** What `npm run check` looks at, each check as a task. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runNode } from './run-process.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const MODULES = join(ROOT, 'node_modules');
const CACHE = join(MODULES, '.cache');
/** The native compiler, which writes declarations; what reads single-file components needs the former one. */
const TSC = join(MODULES, 'typescript-native/bin/tsc');
const ROUTER = 'server/src/app-router.ts';
/** Inside the server's folder, so that the declarations find the server's packages. */
const ROUTER_TYPES = join(ROOT, 'server/node_modules/.cache/router-types');

/** The longest come first, so that two at a time end together. */
export function checks() {
  return [
    routerTypes(),
    {
      ...task('types: web', () => [
        join(MODULES, 'vue-tsc/bin/vue-tsc.js'),
        '--pretty',
        'false',
        '-p',
        webProject(),
      ]),
      after: 'types: router',
    },
    task('eslint', [
      join(MODULES, 'eslint/bin/eslint.js'),
      '.',
      '--max-warnings=0',
      '--cache',
      '--cache-strategy=content',
      `--cache-location=${join(CACHE, 'eslint/')}`,
    ]),
    task('types, oxlint', [
      join(MODULES, 'oxlint/bin/oxlint'),
      ...['shared/src', 'server/src', 'server/bench', 'e2e/bench', 'e2e/fixtures', 'e2e/journeys'],
      ...['shared', 'server', 'e2e'].flatMap(configurationsIn),
    ]),
    task('oxlint: web', [join(MODULES, 'oxlint/bin/oxlint'), '--config=.oxlintrc.plain.json', 'web/src']),
    task('layers', [
      join(MODULES, 'dependency-cruiser/bin/dependency-cruise.mjs'),
      ...['shared', 'server/src', 'server/bench', 'web/src', 'e2e'].filter((path) =>
        existsSync(join(ROOT, path)),
      ),
      '--config=.dependency-cruiser.cjs',
      '--output-type=err-long',
    ]),
    task('unused', [join(MODULES, 'knip/bin/knip.js'), '--no-progress', '--no-config-hints']),
    task('format', [join(MODULES, 'oxfmt/bin/oxfmt'), '--list-different']),
  ];
}

/** What configures the tools of a package, in TypeScript. */
function configurationsIn(folder) {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.config.ts'))
    .map((name) => `${folder}/${name}`);
}

function task(name, args) {
  return {
    name,
    run: async () => {
      const list = typeof args === 'function' ? args() : args;
      const { code, output } = await runNode(list, { cwd: ROOT, env: { FORCE_COLOR: '0' } });
      return { ok: code === 0, output };
    },
  };
}

/** Writes the router's declarations, without which the web would check the whole server again. */
function routerTypes() {
  const project = join(ROUTER_TYPES, 'tsconfig.json');
  const { run } = task('types: router', [TSC, '--pretty', 'false', '-p', project]);
  return {
    name: 'types: router',
    run: async () => {
      if (!existsSync(join(ROOT, ROUTER))) return { ok: true, output: '' };
      writeProject(project, {
        extends: join(ROOT, 'server/tsconfig.json'),
        compilerOptions: {
          noEmit: false,
          noCheck: true,
          declaration: true,
          emitDeclarationOnly: true,
          rootDir: ROOT,
          outDir: ROUTER_TYPES,
          tsBuildInfoFile: join(ROUTER_TYPES, 'tsbuildinfo'),
        },
        files: [join(ROOT, ROUTER)],
        include: [],
      });
      return run();
    },
  };
}

/** The web's own project, with the router's declarations in place of its source. */
function webProject() {
  const declarations = join(ROUTER_TYPES, ROUTER.replace(/[.]ts$/, '.d.ts'));
  if (!existsSync(declarations)) return 'web/tsconfig.json';
  const project = join(ROOT, 'web/node_modules/.cache/tsconfig.check.json');
  writeProject(project, {
    extends: join(ROOT, 'web/tsconfig.json'),
    compilerOptions: { paths: { '@xietong/server/app-router': [declarations] } },
  });
  return project;
}

function writeProject(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(content, null, 2));
}
