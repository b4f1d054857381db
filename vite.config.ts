import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { scorerSource } from './src/io/release/scorer-source-plugin.ts';
import { compiledKernels } from './src/kernels/kernels-plugin.ts';

export default defineConfig({
  base: './',
  plugins: [svelte({ configFile: false }), scorerSource(), compiledKernels()],
  worker: { format: 'es', plugins: () => [scorerSource(), compiledKernels()], rolldownOptions: { checks: { pluginTimings: false } } },
  build: { target: 'es2023', sourcemap: false, chunkSizeWarningLimit: 2000, rolldownOptions: { checks: { pluginTimings: false } } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/{core,kernels,io,engine,app,contract,golden,architecture,worker,support}/**/*.test.ts'],
          exclude: ['test/architecture/fixtures/**'],
          // Fits of many classes and rows take seconds, more on a busy machine; nothing here is a test of speed.
          testTimeout: 60_000,
        },
      },
      './test/browser/vitest.config.ts',
      {
        extends: true,
        test: { name: 'full', environment: 'node', include: ['test/full/**/*.test.ts'], fileParallelism: false },
      },
      {
        extends: true,
        test: { name: 'e2e', environment: 'node', include: ['test/e2e/**/*.test.ts'], fileParallelism: false, hookTimeout: 60_000 },
      },
    ],
  },
});
