/**
 * Who may import whom. The paths are resolved ones, so neither an alias nor a package name
 * hides a dependency, and type-only imports count like any other.
 */

const TEST = '[.]test[.]ts$';

/**
 * Rules for layers given from the highest to the lowest: a layer imports lower ones, never a
 * higher one. Parts on the same level are not ordered among each other; cycles are caught apart.
 */
function layerRules(prefix, levels, { except = [TEST] } = {}) {
  return levels.slice(1).map((level, index) => ({
    name: `${prefix}-${level.name}-imports-no-higher-layer`,
    severity: 'error',
    from: { path: level.path, pathNot: except },
    to: { path: levels.slice(0, index + 1).map((higher) => higher.path) },
  }));
}

const serverLevels = [
  { name: 'process', path: '^server/src/(main[.]ts$|cli/)' },
  { name: 'app', path: '^server/src/app[.]ts$' },
  { name: 'composition', path: '^server/src/composition[.]ts$' },
  { name: 'assembly', path: '^server/src/(app-router[.]ts$|scenarios/)' },
  { name: 'features', path: '^server/src/features/' },
  { name: 'foundation', path: '^server/src/(trpc|http|access|db)/' },
  { name: 'platform', path: '^server/src/(platform|config)/' },
];

const webLevels = [
  { name: 'app', path: '^web/src/(app/|main[.]ts$)' },
  { name: 'features', path: '^web/src/features/' },
  { name: 'session', path: '^web/src/session/' },
  { name: 'api', path: '^web/src/api/' },
  { name: 'ui', path: '^web/src/ui/' },
  { name: 'lib', path: '^web/src/lib/' },
];

const sharedRules = [
  {
    name: 'shared-kernel-imports-nothing-of-ours',
    severity: 'error',
    from: { path: '^shared/src/kernel/', pathNot: TEST },
    to: { path: '^(shared|server|web|e2e)/', pathNot: ['^shared/src/kernel/', 'node_modules'] },
  },
  {
    name: 'shared-feature-imports-no-access',
    comment: 'access composes the grants of the features: it is the top of shared',
    severity: 'error',
    from: { path: '^shared/src/', pathNot: ['^shared/src/access/', TEST] },
    to: { path: '^shared/src/access/' },
  },
  {
    name: 'shared-other-feature-only-by-its-door',
    severity: 'error',
    from: { path: '^shared/src/([^/]+)/' },
    to: { path: '^shared/src/[^/]+/', pathNot: ['^shared/src/$1/', '^shared/src/[^/]+/index[.]ts$'] },
  },
  {
    name: 'shared-from-outside-only-by-a-door',
    severity: 'error',
    from: { path: '^(server|web|e2e)/' },
    to: { path: '^shared/src/', pathNot: '^shared/src/[^/]+/index[.]ts$' },
  },
  {
    name: 'shared-is-pure',
    comment: 'no IO, no clock, no randomness: nothing of Node itself',
    severity: 'error',
    from: { path: '^shared/src/', pathNot: TEST },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'shared-imports-no-other-package-of-ours',
    severity: 'error',
    from: { path: '^shared/' },
    to: { path: '^(server|web|e2e)/', pathNot: 'node_modules' },
  },
];

const serverRules = [
  ...layerRules('server', serverLevels),
  {
    name: 'server-feature-imports-no-sibling',
    comment: 'the consumer declares a port, composition.ts wires it',
    severity: 'error',
    from: { path: '^server/src/features/([^/]+)/', pathNot: TEST },
    to: { path: '^server/src/features/', pathNot: '^server/src/features/$1/' },
  },
  {
    name: 'server-store-below-service',
    severity: 'error',
    from: { path: '^server/src/features/.+-(store|read-model)[.]ts$' },
    to: { path: '^server/src/features/.+-(service|router|http|jobs)[.]ts$' },
  },
  {
    name: 'server-service-below-its-callers',
    severity: 'error',
    from: { path: '^server/src/features/.+-service[.]ts$' },
    to: { path: '^server/src/features/.+-(router|http|jobs)[.]ts$' },
  },
  {
    name: 'server-store-only-behind-a-service',
    comment: 'the service holds the transaction and the audit',
    severity: 'error',
    from: { path: '^server/src/features/.+-(router|http|jobs)[.]ts$' },
    to: { path: '^server/src/features/.+-store[.]ts$' },
  },
  {
    name: 'server-feature-imports-trpc-in-its-router-only',
    severity: 'error',
    from: { path: '^server/src/features/', pathNot: ['-router[.]ts$', TEST] },
    to: { path: '^server/src/trpc/' },
  },
  {
    name: 'server-tables-only-in-stores-and-read-models',
    severity: 'error',
    from: {
      path: '^server/',
      pathNot: [
        '-(store|read-model)[.]ts$',
        '^server/src/(db|testing)/',
        '^server/[^/]+[.]config[.]ts$',
        TEST,
      ],
    },
    to: { path: '^server/src/db/schema/' },
  },
  {
    name: 'server-testing-only-in-tests',
    severity: 'error',
    from: { path: '^server/src/', pathNot: ['^server/src/testing/', TEST] },
    to: { path: '^server/src/testing/' },
  },
];

const webRules = [
  ...layerRules('web', webLevels),
  {
    name: 'web-feature-imports-no-sibling',
    severity: 'error',
    from: { path: '^web/src/features/([^/]+)/', pathNot: TEST },
    to: { path: '^web/src/features/', pathNot: '^web/src/features/$1/' },
  },
  {
    name: 'web-feature-only-by-its-door',
    severity: 'error',
    from: { path: '^web/src/(app/|main[.]ts$)', pathNot: TEST },
    to: { path: '^web/src/features/[^/]+/', pathNot: '^web/src/features/[^/]+/(index|[^/]+-routes)[.]ts$' },
  },
  {
    name: 'web-knows-of-the-server-the-router-type-alone',
    severity: 'error',
    from: { path: '^web/' },
    to: {
      path: '^server/',
      pathNot: ['^server/(src/app-router[.]ts|.*app-router[.]d[.]ts)$', 'node_modules'],
    },
  },
  {
    name: 'web-imports-the-router-type-in-api-only',
    severity: 'error',
    from: { path: '^web/', pathNot: '^web/src/api/' },
    to: { path: '^server/', pathNot: 'node_modules' },
  },
  {
    name: 'web-imports-the-router-as-a-type-only',
    severity: 'error',
    from: { path: '^web/' },
    to: { path: '^server/', pathNot: 'node_modules', dependencyTypesNot: ['type-only'] },
  },
];

const e2eRules = [
  {
    name: 'e2e-imports-shared-and-scenarios-only',
    severity: 'error',
    from: { path: '^e2e/(fixtures|journeys)/' },
    // and what starts another database: plain Node, of the tools
    to: {
      path: '^(server|web)/',
      pathNot: ['^server/src/scenarios/', '^server/scripts/lib/oldest-postgres[.]', 'node_modules'],
    },
  },
  {
    name: 'nothing-imports-e2e',
    severity: 'error',
    from: { path: '^(shared|server|web)/' },
    to: { path: '^e2e/', pathNot: 'node_modules' },
  },
];

const generalRules = [
  { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  {
    name: 'resolvable',
    comment: 'of packages the compiler knows better: some spell their exports for bundlers alone',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true, path: '^([.]|@xietong/)' },
  },
  {
    name: 'packages-are-declared',
    severity: 'error',
    from: { pathNot: '[.]config[.]ts$' },
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'no-development-package-at-run-time',
    severity: 'error',
    from: { path: '^(shared|server|web)/src/', pathNot: [TEST, '[.]d[.]ts$', '^(server|web)/src/testing/'] },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm', 'npm-optional'] },
  },
];

module.exports = {
  forbidden: [...sharedRules, ...serverRules, ...webRules, ...e2eRules, ...generalRules],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|test-results|playwright-report)/' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'browser', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
      extensions: ['.ts', '.tsx', '.mts', '.d.ts', '.js', '.mjs', '.cjs', '.vue', '.json'],
    },
  },
};
