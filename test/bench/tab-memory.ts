import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';

/** Bytes of memory that a process holds, now or at its highest; null where the system does not say. */
function residentBytes(pid: number, field: 'VmRSS' | 'VmHWM'): number | null {
  try {
    const line = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return line ? Number(line[1]) * 1024 : null;
  } catch {
    return null;
  }
}

/**
 * The memory of the largest renderer of `browser`, which is the tab's where one page is open: its workers live in the same
 * process. `peakBytes` since the process began. Null where there is no /proc.
 */
export async function tabMemory(browser: Browser): Promise<{ readonly bytes: number; readonly peakBytes: number } | null> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const tabs = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => ({ bytes: residentBytes(id, 'VmRSS'), peakBytes: residentBytes(id, 'VmHWM') }));
  const known = tabs.flatMap(({ bytes, peakBytes }) => (bytes !== null && peakBytes !== null ? [{ bytes, peakBytes }] : []));
  return known.reduce<(typeof known)[number] | null>((largest, tab) => (largest && largest.peakBytes >= tab.peakBytes ? largest : tab), null);
}
