import { describe, expect, it } from 'vitest';
import { JobControl } from '../../src/worker/job-control.ts';
import type { Job } from '../../src/worker/protocol.ts';

function watched(canPause = true) {
  const seen: (Job | null)[] = [];
  const control = new JobControl({ kind: 'train', title: 'Training', canPause, stop: 'keep-best' }, (job) => seen.push(job));
  return { control, seen, last: () => seen.at(-1) };
}

describe('a job', () => {
  it('is told to the page when it begins and when it ends', () => {
    const { control, seen } = watched();
    expect(seen[0]).toMatchObject({ title: 'Training', fraction: null, paused: false, leftMs: null });
    control.finish();
    expect(seen.at(-1)).toBeNull();
  });

  it('keeps its share within 0 and 1', () => {
    const { control, last } = watched();
    control.progress(1.7, 'fold 2');
    control.pause();
    expect(last()).toMatchObject({ fraction: 1, note: 'fold 2' });
    control.progress(-3);
    control.resume();
    expect(last()).toMatchObject({ fraction: 0 });
  });

  it('does not flood the page', () => {
    const { control, seen } = watched();
    for (let i = 0; i < 10_000; i++) control.progress(i / 10_000);
    expect(seen.length).toBeLessThan(50);
  });

  it('waits while it is paused, and time stands still', async () => {
    const { control } = watched();
    control.pause();
    const before = control.elapsedMs();
    let passed = false;
    const breath = control.breathe().then(() => (passed = true));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(passed).toBe(false);
    expect(control.elapsedMs() - before).toBeLessThan(10);
    control.resume();
    await breath;
    expect(passed).toBe(true);
  });

  it('goes on to its end when it is stopped while paused', async () => {
    const { control } = watched();
    control.pause();
    const breath = control.breathe();
    control.stop();
    await breath;
    expect(control.cancelled()).toBe(true);
    expect(control.paused).toBe(false);
  });

  it('that cannot be paused is not', () => {
    const { control } = watched(false);
    control.pause();
    expect(control.paused).toBe(false);
  });

  it('is not heard of again once it is over, however late its progress comes', async () => {
    const { control, last } = watched();
    control.finish();
    await new Promise((resolve) => setTimeout(resolve, 150));
    control.progress(0.5, 'fold 3 of 5');
    control.describe({ leftMs: 100 });
    control.pause();
    expect(last()).toBeNull();
  });

  it('tells what changed last, however soon after another change, and lets its clock be seen to go', async () => {
    const { control, last } = watched();
    control.describe({ note: 'Boosted trees, fold 5 of 5', leftMs: 60_000 });
    control.describe({ note: 'Neural network', fitsAtOnce: 2 });
    expect(last()).toMatchObject({ note: '' });
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(last()).toMatchObject({ note: 'Neural network', fitsAtOnce: 2 });
    const { elapsedMs, leftMs } = last()!;
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(last()!.elapsedMs).toBeGreaterThanOrEqual(elapsedMs + 900);
    expect(last()!.leftMs).toBeLessThanOrEqual(leftMs! - 900);
    control.finish();
  });

  it('lets messages in while it computes', async () => {
    const { control } = watched();
    let arrived = false;
    setTimeout(() => (arrived = true), 0);
    const end = performance.now() + 2000;
    while (!arrived && performance.now() < end) await control.breathe();
    expect(arrived).toBe(true);
  });
});
