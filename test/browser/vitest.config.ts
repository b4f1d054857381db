import { playwright } from '@vitest/browser-playwright';
import { fileURLToPath } from 'node:url';
import { defineProject } from 'vitest/config';
import { compiledKernels } from '../../src/kernels/kernels-plugin.ts';
import { findChromium } from '../run/chromium.mjs';
import { chromiumFlags } from '../support/browser.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const executablePath = findChromium();
const tfjs = ['core', 'layers', 'backend-cpu', 'backend-wasm', 'backend-webgpu'].map(
  (part) => `@tensorflow/tfjs-${part}`,
);

/** Tests that need a browser: real WebGPU (in software), WASM and IndexedDB, in one page of headless Chromium. */
export default defineProject({
  plugins: [compiledKernels()],
  // Found late, a dependency would reload the page in the middle of a test.
  optimizeDeps: {
    include: [
      ...tfjs,
      '@tensorflow/tfjs-core/dist/register_all_gradients',
      'idb',
      'pure-rand/distribution/uniformFloat64',
      'pure-rand/distribution/uniformInt',
      'pure-rand/generator/xoroshiro128plus',
    ],
  },
  test: {
    name: 'browser',
    root,
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 60_000,
    fileParallelism: false,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: { ...(executablePath ? { executablePath } : {}), args: chromiumFlags } }),
      instances: [{ browser: 'chromium' }],
    },
  },
});
