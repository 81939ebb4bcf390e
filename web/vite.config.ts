import vue from '@vitejs/plugin-vue';
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers';
import components from 'unplugin-vue-components/vite';
import { defineConfig } from 'vitest/config';

/** Where `vite` in development finds the API; a build is served by the server itself. */
const API = 'http://127.0.0.1:8080';

/** What the tests import of packages, bundled once so that it loads fast. */
const BUNDLED_FOR_TESTS = [
  'element-plus',
  'element-plus/es',
  '@element-plus/icons-vue',
  '@tanstack/vue-query',
  '@vue/test-utils',
  '@vueuse/core',
  'pinia',
  'vue',
  'vue-i18n',
  'vue-router',
  'zod',
];

/** A module that so many pages and dialogs need comes with the first of them. */
const MOST_PAGES = 20;

const MENU_PAGES = [
  'CampaignList',
  'LocalCampaignList',
  'PointList',
  'Lists',
  'DisclosureList',
  'ApprovalList',
  'Metrics',
  'DemoHall',
  'FindingList',
];

/**
 * What travels together. By itself the bundler would make a file of every set of modules that the same pages share:
 * a hundred requests before the first page stands. A group takes its modules with all that they import, but for what
 * a group above it has; so none imports one below, and nobody loads what is not needed: the chart library and the
 * pages stay files of their own.
 */
const CHUNKS = [
  // what main.ts needs to set Zod up before any schema is made, and to go on from there
  { name: 'zod', test: /node_modules[\\/]zod[\\/]|vite[\\/]preload-helper/ },
  { name: 'start', test: /web[\\/]src[\\/]app[\\/](start|i18n[\\/]merge-messages)[.]ts$/ },
  { name: 'first-page', test: /[\\/](AppShell|WorkbenchPage|SignInPage|NewPasswordPage)[.]vue$/ },
  { name: 'pages', minShareCount: MOST_PAGES },
  // of the frame, what opens over a page and is loaded once the page stands
  { name: 'frame', test: /[\\/](SessionDialog|IdleWarning|MenuDrawer|SearchDialog|DropMenuPanel)[.]vue$/ },
  { name: 'content', test: /re2js|shared[\\/]src[\\/]content/ },
  { name: 'dates', test: /element-plus[\\/]es[\\/]components[\\/](date|time)-picker|dayjs/ },
  // what the menus of most roles lead to: it is loaded ahead
  { name: 'menu', test: new RegExp(`[\\\\/](${MENU_PAGES.join('|')})Page[.]vue$`) },
].map((group, index, { length }) => ({ ...group, priority: length - index }));

export default defineConfig(({ mode }) => ({
  plugins: [
    vue(),
    // Element Plus arrives by tag name (<el-input>) with its own style sheet; our components are imported by hand.
    components({
      dirs: [],
      dts: false,
      resolvers: [ElementPlusResolver({ importStyle: mode === 'test' ? false : 'css' })],
    }),
  ],
  // Of Vue and vue-i18n the composition API alone is used.
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: { output: { codeSplitting: { groups: CHUNKS } } },
  },
  server: { proxy: { '/trpc': API, '/api': API, '/v1': API, '/files': API } },
  test: {
    environment: 'happy-dom',
    // Pages are mounted whole, on machines that do other things meanwhile.
    testTimeout: 20_000,
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/testing/setup.ts'],
    // One world for the files that a worker takes: to load Vue, Element Plus and the texts anew for each would take
    // three quarters of the time. What a test leaves in module state is seen by the next one.
    isolate: false,
    // Element Plus as one file in place of its thousand.
    deps: { optimizer: { client: { enabled: true, include: BUNDLED_FOR_TESTS } } },
    server: { deps: { inline: [/element-plus.+[.]css$/, /element-plus.+[/]style[/]css/] } },
  },
}));
