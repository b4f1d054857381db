import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { run } from './steps.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
];

/** @param {string} path */
function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * A Chromium that is there: the one CHROMIUM_PATH names, Playwright's own, or the system's. Null where there is none.
 * @returns {string | null}
 */
export function findChromium() {
  const own = chromium.executablePath();
  const folders = (process.env.PATH ?? '').split(delimiter);
  const system = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [process.env.CHROMIUM_PATH, own, ...system, ...applications].find((path) => path && existsSync(path) && runs(path)) ?? null;
}

/**
 * A Chromium, installed first where there is none: Debian's as root, else Playwright's own.
 * @returns {Promise<string | null>}
 */
export async function findOrInstallChromium() {
  const found = findChromium();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    await run('apt-get', ['update', '-qq']);
    await run('apt-get', ['install', '-y', '-qq', 'chromium'], { DEBIAN_FRONTEND: 'noninteractive' });
  } else {
    await run(process.execPath, ['node_modules/playwright-core/cli.js', 'install', 'chromium']);
  }
  return findChromium();
}
