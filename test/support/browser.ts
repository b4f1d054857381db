import { chromium, type Browser } from 'playwright-core';
import { findChromium } from '../run/chromium.mjs';

/** Headless Chromium with a WebGPU adapter in software, so that it is there on every machine. */
export const chromiumFlags = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** A new headless Chromium; throws where there is none. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium was found: set CHROMIUM_PATH, or run "npx playwright-core install chromium"');
  return chromium.launch({ executablePath, headless: true, args: chromiumFlags });
}
