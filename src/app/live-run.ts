import type { CurvePoint, NetView } from '../core/math/control.ts';
import type { Candidate, LeaderboardEntry, RunEvent } from '../core/training/run.ts';

/** A candidate that is being trained, and how far it has come. */
export interface RunningCandidate {
  readonly candidate: Candidate;
  /** Share of its folds that is done, in [0, 1]. */
  readonly fraction: number;
  /** What is being done: "Boosted trees, fold 3 of 5"; empty until it is told. */
  readonly note: string;
}

/** What is seen of a run while it goes on; replaced by the run's record when it ends. */
export interface LiveRun {
  readonly entries: readonly LeaderboardEntry[];
  /** In the order in which they started; several at once where the machine has room. */
  readonly running: readonly RunningCandidate[];
  readonly curves: Readonly<Record<string, readonly CurvePoint[]>>;
  /** What the nets that are being trained look like inside, as shown last, by candidate. */
  readonly views: Readonly<Record<string, NetView>>;
}

export const noRun: LiveRun = { entries: [], running: [], curves: {}, views: {} };

/** A curve that is watched is thinned to half beyond this many points; the run's record keeps all of them. */
const mostWatchedPoints = 300;

/** A point of a candidate's learning curve. */
export interface CurveArrival {
  readonly candidateId: string;
  readonly point: CurvePoint;
}

/** The run after an event, learning curves apart. A candidate that is told of again takes the place of what was known of it. */
export function followed(live: LiveRun, event: Exclude<RunEvent, { readonly type: 'curve' }>): LiveRun {
  if (event.type === 'progress') {
    const { candidateId, fraction, note } = event;
    return { ...live, running: live.running.map((one) => (one.candidate.id === candidateId ? { ...one, fraction, note } : one)) };
  }
  if (event.type === 'net-view') {
    const { candidateId, view } = event;
    const isRunning = live.running.some(({ candidate }) => candidate.id === candidateId);
    return isRunning ? { ...live, views: { ...live.views, [candidateId]: view } } : live;
  }
  const { id } = event.type === 'entry' ? event.entry.candidate : event.candidate;
  const running = live.running.filter(({ candidate }) => candidate.id !== id);
  const { [id]: _former, ...views } = live.views;
  if (event.type === 'candidate-started') return { ...live, views, running: [...running, { candidate: event.candidate, fraction: 0, note: '' }] };
  return { ...live, running, views, entries: [...live.entries.filter(({ candidate }) => candidate.id !== id), event.entry] };
}

/** The run with points that have arrived since, each candidate's in their order. */
export function withPoints(live: LiveRun, arrived: readonly CurveArrival[]): LiveRun {
  const grown = new Map<string, CurvePoint[]>();
  for (const { candidateId, point } of arrived) {
    const points = grown.get(candidateId) ?? [...(live.curves[candidateId] ?? [])];
    points.push(point);
    grown.set(candidateId, points);
  }
  const curves = { ...live.curves };
  for (const [id, points] of grown) curves[id] = thinned(points);
  return { ...live, curves };
}

/** Every second point, the last always among them, until no more than `mostWatchedPoints` are left. */
function thinned(points: readonly CurvePoint[]): readonly CurvePoint[] {
  let kept = points;
  while (kept.length > mostWatchedPoints) kept = kept.filter((_, at) => (kept.length - 1 - at) % 2 === 0);
  return kept;
}
