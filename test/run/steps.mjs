import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs a command with its output on this terminal. Resolves to whether it ended well.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<boolean>}
 */
export function run(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
}

/**
 * A check that counts as one test.
 * @param {string} title
 * @param {string} binary a script below node_modules/
 * @param {string[]} args
 */
export const check = (title, binary, args) => async () => {
  console.log(`\n== ${title}`);
  const ok = await run(process.execPath, [join('node_modules', binary), ...args]);
  if (!ok) console.log(`FAILED: ${title}`);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
};

/**
 * Vitest projects, each of whose tests counts as one.
 * @param {string} title
 * @param {string[]} projects
 * @param {NodeJS.ProcessEnv} env
 */
export const vitest = (title, projects, env) => async () => {
  console.log(`\n== ${title}`);
  const folder = mkdtempSync(join(tmpdir(), 'atelier-test-'));
  const report = join(folder, 'report.json');
  const chosen = projects.flatMap((name) => ['--project', name]);
  const args = ['run', ...chosen, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const ok = await run(process.execPath, [join('node_modules', 'vitest/vitest.mjs'), ...args], env);
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(report, 'utf8'));
    const failed = ok ? numFailedTests : Math.max(1, numFailedTests);
    return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
