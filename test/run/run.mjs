// Runs every check and test of the project; the last line reads "N passed, N failed". `--full` adds what is long.
import { check, run, vitest } from './steps.mjs';
import { findOrInstallChromium } from './chromium.mjs';

const full = process.argv.includes('--full');
const chromium = await findOrInstallChromium();
if (!chromium) {
  console.log('1 failed: no Chromium was found and none could be installed. Run: npx playwright-core install chromium');
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const env = { CHROMIUM_PATH: chromium };

const steps = [
  check('Types of core, without a platform', 'typescript/bin/tsc', ['-p', 'src/core/tsconfig.json']),
  check('Types of everything', 'svelte-check/bin/svelte-check', ['--tsconfig', 'tsconfig.json', '--fail-on-warnings']),
  check('Lint', 'eslint/bin/eslint.js', ['.', '--max-warnings', '0']),
  vitest('Architecture, unit, contract and golden tests', ['unit'], env),
  vitest('Tests in a real browser', ['browser'], env),
  async () => {
    console.log('\n== Build');
    const ok = await run(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn']);
    return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
  },
  vitest('End to end, on the built page', ['e2e'], env),
  ...(full ? [vitest('Simulations, repetitions and big data', ['full'], env)] : []),
];

const total = { passed: 0, failed: 0, skipped: 0 };
for (const step of steps) {
  const { passed, failed, skipped } = await step();
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}
console.log(total.skipped > 0 ? `\n${total.skipped} skipped` : '');
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);
