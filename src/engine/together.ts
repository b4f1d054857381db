import { Cancelled } from '../core/math/control.ts';
import type { NetBackend, NetRunner, NetTask } from '../core/nets/net-runner.ts';
import { DeviceFailed } from './engine-errors.ts';
import { requireFiniteTask } from './finite.ts';
import { Gathering } from './gathering.ts';
import type { NetDevice, WithNetBackend } from './net-backend.ts';

type Work = (backend: NetBackend, device: NetDevice) => Promise<unknown>;

/** A seat among fits that go on side by side and whose nets are trained at once. */
export interface Seat {
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

/** Whether a work ended by itself with an error; being stopped is none. */
const hasFailed = (outcome: PromiseSettledResult<unknown>) => outcome.status === 'rejected' && !(outcome.reason instanceof Cancelled);

/** What a work is answered, after all have ended with `outcomes` and the backend with `failure`; throws what the work failed by. */
function answer(outcome: PromiseSettledResult<unknown> | undefined, outcomes: readonly PromiseSettledResult<unknown>[], failure: { readonly error: unknown } | null): unknown {
  if (outcome?.status === 'rejected') {
    const { reason } = outcome as { readonly reason: unknown };
    throw hasFailed(outcome) && failure?.error instanceof DeviceFailed ? failure.error : reason;
  }
  // A failure that no work met is of all that was computed, or of a backend that did not open.
  if (failure && !outcomes.some(hasFailed)) throw failure.error;
  return outcome?.value;
}

/** Runs the works side by side on one backend; all have ended before the first is answered. */
function sideBySide(withBackend: WithNetBackend, works: readonly Work[]): Promise<unknown>[] {
  let outcomes: readonly PromiseSettledResult<unknown>[] = [];
  const failure = withBackend(async (backend, device) => {
    const opening = new Gathering<NetTask, NetRunner>(works.length, (tasks) => backend.openTogether?.(tasks) ?? tasks.map((task) => backend.open(task)));
    const shared = sharing(backend, opening);
    outcomes = await Promise.allSettled(works.map((work) => work(shared, device).finally(() => opening.leave())));
    // The backend is to see what failed on it: it may be the device that did.
    const failed = outcomes.find(hasFailed);
    if (failed?.status === 'rejected') throw failed.reason;
  }).then(
    () => null,
    (error: unknown) => ({ error }),
  );
  return works.map(async (_, w) => {
    const failed = await failure;
    return answer(outcomes.at(w), outcomes, failed);
  });
}

/**
 * Seats for `size` fits. Each asks for the backend as if it were alone, opens one net there at a time, and leaves when it has ended; the
 * backend is opened once for all that ask, and again for those that ask anew after it failed.
 */
export function together(size: number, withBackend: WithNetBackend): Seat[] {
  const works = new Gathering<Work, unknown>(size, (brought) => sideBySide(withBackend, brought));
  const shared: WithNetBackend = <T>(work: (backend: NetBackend, device: NetDevice) => Promise<T>) => works.bring(work) as Promise<T>;
  return Array.from({ length: size }, () => ({ withBackend: shared, leave: () => works.leave() }));
}
