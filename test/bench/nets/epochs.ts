/** A net in training: takes an epoch of the first so many batches in their order, and is done when its mean loss is known. */
export type Epoch = (steps: number) => Promise<void>;

export interface StepTime {
  /** Milliseconds a step, over one epoch with its loss read back. */
  readonly ms: number;
  readonly steps: number;
}

const leastSteps = 2;

/** How many steps of `stepMs` take about `targetMs`: two at least, `most` at most. */
export function stepsFor(stepMs: number, targetMs: number, most: number): number {
  const wanted = Math.round(targetMs / stepMs);
  return Math.min(most, Math.max(leastSteps, Number.isFinite(wanted) ? wanted : most));
}

async function millisecondsOf(epoch: Epoch, steps: number): Promise<number> {
  const startedAt = performance.now();
  await epoch(steps);
  return (performance.now() - startedAt) / steps;
}

/**
 * Times an epoch of about `targetMs`, `most` steps at most, after one that compiles, one that tells how long it is to be, and one of its
 * length. Where steps take so long that two are enough, the second of these is the one that counts.
 */
export async function timeEpoch(epoch: Epoch, targetMs: number, most: number): Promise<StepTime> {
  await epoch(leastSteps);
  const ms = await millisecondsOf(epoch, leastSteps);
  const steps = stepsFor(ms, targetMs, most);
  if (steps === leastSteps) return { ms, steps };
  await epoch(steps);
  return { ms: await millisecondsOf(epoch, steps), steps };
}
