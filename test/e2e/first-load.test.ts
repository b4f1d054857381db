import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { useBench } from './bench-page.ts';

const bench = useBench();

describe('the first page', { timeout: 60_000 }, () => {
  it('loads at most 120 kB of gzipped JavaScript, tfjs and chart.js not among it, and nothing from elsewhere', async () => {
    const page = await (await bench.browser.newContext()).newPage();
    const scripts = new Map<string, string>();
    const elsewhere: string[] = [];
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(bench.url) && !/^(data|blob):/.test(url)) elsewhere.push(url);
    });
    page.on('response', async (response) => {
      if (/javascript/.test(response.headers()['content-type'] ?? '')) scripts.set(response.url(), await response.text());
    });
    await page.goto(bench.url, { waitUntil: 'networkidle' });
    await page.getByLabel('Choose a file').waitFor({ state: 'attached' });
    const bytes = [...scripts.values()].reduce((sum, text) => sum + gzipSync(text).length, 0);
    console.log(`first page: ${(bytes / 1000).toFixed(1)} kB of gzipped JavaScript in ${scripts.size} files, workers included`);
    expect(bytes).toBeLessThanOrEqual(120_000);
    expect([...scripts.values()].some((text) => /registerKernel|tensorflow|CategoryScale/.test(text))).toBe(false);
    expect(elsewhere).toEqual([]);
  });
});
