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
  // No manual chunks: they would pull the chart library into the entry.
  build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 700 },
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
