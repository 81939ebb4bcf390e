import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import vue from 'eslint-plugin-vue';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const SOURCES = ['{shared,server,web}/src/**/*.ts', 'e2e/{bench,fixtures,journeys}/**/*.ts'];
const TESTS = ['**/*.test.ts', 'server/src/testing/**/*.ts', 'e2e/journeys/**/*.ts'];
/** What talks to a terminal. */
const SPEAKS_TO_TERMINAL = [
  'server/src/main.ts',
  'server/src/cli/**/*.ts',
  '{server,e2e}/bench/**/*.ts',
  'server/src/testing/state-fixture-maker.ts',
  '**/scripts/**/*.mjs',
];

const NO_DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name.',
};
const NO_EXPORT_ALL = {
  selector: 'ExportAllDeclaration[exported=null]',
  message: 'A door names what it exports.',
};

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      '**/.xietong/',
      '**/test-results/',
      '**/playwright-report/',
      'server/src/db/migrations/',
      '**/*.d.ts',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  js.configs.recommended,
  {
    files: [
      '**/*.{js,mjs,cjs}',
      '**/*.config.ts',
      'server/src/**/*.ts',
      'server/bench/**/*.ts',
      'e2e/**/*.ts',
    ],
    languageOptions: { globals: globals.node },
  },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs' } },
  // the rules that need types are .oxlintrc.json's
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic],
    rules: { '@typescript-eslint/consistent-type-imports': 'error' },
  },
  {
    files: ['web/src/**/*.{ts,vue}'],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic, vue.configs['flat/recommended']],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.vue'] },
    },
    rules: {
      'no-undef': 'off',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/define-macros-order': 'error',
      'vue/no-static-inline-styles': 'error',
      'vue/no-undef-properties': 'error',
      'vue/no-unused-refs': 'error',
      'vue/no-v-html': 'error',
      'vue/require-default-prop': 'off',
    },
  },
  {
    files: [...SOURCES, 'web/src/**/*.vue'],
    rules: {
      'max-lines': ['error', { max: 350, skipBlankLines: false, skipComments: false }],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  { files: SOURCES, rules: { 'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT, NO_EXPORT_ALL] } },
  {
    files: ['server/src/**/*.ts'],
    ignores: ['server/src/config/**', 'server/src/testing/**', '**/*.test.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only config/ reads the environment.' },
      ],
    },
  },
  {
    files: ['shared/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'shared has no clock: take `now` as an argument.' },
        { object: 'Math', property: 'random', message: 'shared has no randomness: take it as an argument.' },
      ],
    },
  },
  {
    files: TESTS,
    rules: {
      'max-lines': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: SPEAKS_TO_TERMINAL, rules: { 'no-console': 'off' } },
  prettier,
);
