import type { BenchReport } from '../bench.ts';
import { growth } from './comparison.ts';
import type { NetDevice } from './net-backends.ts';
import type { NetsPage } from './studio.ts';

/** Trainings that do not count: over the first dozens the browser's compiler keeps more and more of what runs often, up to a bound. */
const warmUp = 30;
const early = 5;
const late = 30;
const mostHeapGrowth = 1.05;

/** Trains thirty small nets in a row, by the estimator, and compares what is held after the 5th with what is after the 30th. */
export async function measureLeaks(page: NetsPage, device: NetDevice, who: string, report: BenchReport): Promise<void> {
  const held = async () => {
    const heap = await page.heapBytes();
    const { tensors, bytes } = await page.page.ask('held', { device });
    return { heap, tensors, bytes };
  };
  await page.page.ask('train', { device, times: warmUp });
  await held();
  await page.page.ask('train', { device, times: early });
  const before = await held();
  await page.page.ask('train', { device, times: late - early });
  const after = await held();
  const row = { case: `${late} trainings in a row, ${device === 'wasm' ? 'WASM' : 'WebGPU'}`, who };
  const figures = [
    { key: 'tensors', measure: 'tensors of tfjs held', unit: '', scale: 1, atMost: 1 },
    { key: 'bytes', measure: 'memory of the device held', unit: 'kB', scale: 1000, atMost: 1 },
    { key: 'heap', measure: 'JavaScript heap', unit: 'kB', scale: 1000, atMost: mostHeapGrowth },
  ] as const;
  for (const { key, measure, unit, scale, atMost } of figures) {
    report.results.push({ ...row, measure: `${measure}, after ${early}`, unit, value: before[key] / scale });
    report.results.push({ ...row, measure: `${measure}, after ${late}`, unit, value: after[key] / scale });
    report.ratios.push({ case: row.case, measure, against: `after ${early}`, value: growth(before[key], after[key]), atMost });
  }
}
