import { Cancelled } from '../core/math/control.ts';
import type { NetBackend, NetRunner, NetTask } from '../core/nets/net-runner.ts';
import { DeviceFailed } from './engine-errors.ts';
import { requireFiniteTask } from './finite.ts';
import { Gathering } from './gathering.ts';
import type { NetDevice, WithNetBackend } from './net-backend.ts';

type Work = (backend: NetBackend, device: NetDevice) => Promise<unknown>;

/** A place among fits that go on side by side and whose nets are trained at once. */
export interface Place {
  readonly withBackend: WithNetBackend;
  /** The fit has ended. */
  leave(): void;
}

/** The backend for works that each open one net: their nets are opened together. */
function sharing(backend: NetBackend, opening: Gathering<NetTask, NetRunner>): NetBackend {
  return {
    async open(task) {
      requireFiniteTask(task);
      return opening.bring(task);
    },
    predict: (...asked) => backend.predict(...asked),
  };
}

/** Runs the works side by side on one backend; all have ended before the first is answered. */
function sideBySide(withBackend: WithNetBackend, works: readonly Work[]): Promise<unknown>[] {
  let outcomes: readonly PromiseSettledResult<unknown>[] = [];
  const failure = withBackend(async (backend, device) => {
    const opening = new Gathering<NetTask, NetRunner>(works.length, (tasks) => backend.openTogether?.(tasks) ?? tasks.map((task) => backend.open(task)));
    const shared = sharing(backend, opening);
    outcomes = await Promise.allSettled(works.map((work) => work(shared, device).finally(() => opening.leave())));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected' && !(outcome.reason instanceof Cancelled));
    // The backend is to see what failed on it: it may be the device that did.
    if (failed?.status === 'rejected') throw failed.reason;
  }).then(
    () => null,
    (error: unknown) => ({ error }),
  );
  return works.map(async (_, w) => {
    const failed = await failure;
    const outcome = outcomes.at(w);
    if (outcome?.status === 'fulfilled') return outcome.value;
    const own: unknown = outcome?.reason;
    if (failed && (!outcome || (failed.error instanceof DeviceFailed && !(own instanceof Cancelled)))) throw failed.error;
    throw own;
  });
}

/**
 * Places for `size` fits. Each asks for the backend as if it were alone, opens one net there at a time, and leaves when it has ended; the
 * backend is opened once for all that ask, and again for those that ask anew after it failed.
 */
export function together(size: number, withBackend: WithNetBackend): Place[] {
  const works = new Gathering<Work, unknown>(size, (brought) => sideBySide(withBackend, brought));
  const shared: WithNetBackend = <T>(work: (backend: NetBackend, device: NetDevice) => Promise<T>) => works.bring(work) as Promise<T>;
  return Array.from({ length: size }, () => ({ withBackend: shared, leave: () => works.leave() }));
}
