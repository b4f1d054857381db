import type { CurvePoint } from '../core/math/control.ts';
import { metricOf } from '../core/metrics/registry.ts';
import type { ProblemDefinition } from '../core/problem/problem.ts';
import type { Candidate } from '../core/training/run.ts';
import type { Job } from '../worker/protocol.ts';
import type { ChartPoint, ChartView } from './evaluation-chart-view.ts';
import { countInWords, formatInteger, formatScore, joinSome, startSentence } from './format.ts';
import { formatDuration } from './format-units.ts';
import type { LiveRun } from './live-run.ts';
import { lowerFirst, nameInSentence, verbFor } from './model-headline.ts';
import type { Heading } from './model-phrases.ts';
import { ranked } from './model-leaderboard.ts';
import { constantRate, learningRateView } from './model-rate.ts';
import type { NetInside } from './net-inside.ts';

/** "2 fits at a time" and "about 22 s left", as far as they are known. */
function paceInWords({ fitsAtOnce, leftMs }: Job): string[] {
  return [
    ...(fitsAtOnce === null ? [] : [fitsAtOnce === 1 ? 'one fit at a time' : `${formatInteger(fitsAtOnce)} fits at a time`]),
    // In whole seconds: tenths would flicker.
    ...(leftMs === null ? [] : [`about ${formatDuration(Math.max(1, Math.ceil(leftMs / 1000)) * 1000).replace('.0', '')} left`]),
  ];
}

/** The sentence while models are trained: what is done, the best so far, what is going on. */
export function runningHeading(problem: ProblemDefinition, { entries, running }: LiveRun, job: Job): Heading {
  const done = ranked(entries, problem.metric).filter(({ status }) => status === 'done');
  const value = done[0]?.validation[problem.metric]?.value;
  const doing = running.length > 0 ? joinSome(running.map(({ candidate, note: own }) => own || candidate.label)) : job.note;
  const note = [job.paused ? `Paused: ${doing}` : doing, ...paceInWords(job)].filter(Boolean).join(' · ');
  if (value === undefined) {
    return { phrases: [{ text: `Training models to predict ${problem.target}. ` }, { text: 'The first score will stand here soon.', tone: 'soft' }], sub: note };
  }
  return {
    phrases: [
      { text: `${startSentence(countInWords(done.length, 'model'))} trained; best so far ${lowerFirst(metricOf(problem.metric).label)} ` },
      { text: formatScore(value), tone: 'strong' },
      { text: ` by ${nameInSentence(done[0].candidate.label)}.`, tone: 'soft' },
    ],
    sub: note,
  };
}

function series(points: readonly CurvePoint[], pick: (point: CurvePoint) => number | null, name: string): ChartPoint[] {
  return points.flatMap((point) => {
    const value = pick(point);
    if (value === null || !Number.isFinite(value)) return [];
    return [{ x: point.step, y: value, note: [`Step ${formatInteger(point.step)}`, `${name} ${formatScore(value)}`] }];
  });
}

const mostDrawn = 300;

/** At most a few hundred of the points, evenly taken; the last is kept. */
function thinned<T>(points: readonly T[]): readonly T[] {
  const every = Math.ceil(points.length / mostDrawn);
  return every === 1 ? points : points.filter((_, at) => at % every === 0 || at === points.length - 1);
}

/** The step with the lowest watched loss, or null where none is watched. */
function lowest(points: readonly CurvePoint[]): CurvePoint | null {
  let best: CurvePoint | null = null;
  for (const point of points) {
    if (point.validation !== null && (best?.validation == null || point.validation < best.validation)) best = point;
  }
  return best;
}

/** Loss by step on the rows trained on and on the stopping rows; null where fewer than two steps are known. */
export function learningCurveView(points: readonly CurvePoint[], label: string, title = 'Is it still learning?'): ChartView | null {
  if (points.length < 2) return null;
  const best = lowest(points);
  const last = points[points.length - 1];
  const since = best ? last.step - best.step : 0;
  const verdict = !best
    ? 'It learns for a fixed number of steps.'
    : since > (last.step - points[0].step) / 5
      ? `No better since step ${formatInteger(best.step)}.`
      : 'Still getting better.';
  const drawn = thinned(points);
  const train = series(drawn, ({ train: value }) => value, 'training loss');
  const validation = series(drawn, ({ validation: value }) => value, 'stopping loss');
  return {
    title,
    reading: [`${label}.`, verdict, constantRate(points)].filter(Boolean).join(' '),
    fileName: 'learning-curve',
    x: { label: 'step', format: 'count', min: points[0].step, max: last.step },
    y: { label: 'loss, lower is better', format: 'number' },
    series: [
      { label: 'training', draw: 'line', tone: 'second', points: train, directLabel: 'training' },
      { label: 'stopping rows', draw: 'line', tone: 'main', points: validation, directLabel: 'stopping' },
    ],
    table: {
      columns: ['step', 'training loss', 'stopping loss'],
      rows: drawn.map(({ step, train: a, validation: b }) => [formatInteger(step), formatScore(a), formatScore(b)]),
    },
  };
}

/** What is seen of a candidate while it is trained. */
export interface LiveCandidate {
  readonly id: string;
  /** "the RealMLP net": its name within a sentence. */
  readonly label: string;
  readonly view: ChartView;
  /** The schedule of the learning rate; null for a learner that has none, or one that does not change. */
  readonly rate: ChartView | null;
  /** What a net looks like inside; null for all else, and until it is shown. */
  readonly net: NetInside | null;
}

interface Drawings {
  readonly view: ChartView | null;
  readonly rate: ChartView | null;
}

/** Drawings by the points that they are of: progress is told far more often than points arrive. */
const drawn = new WeakMap<readonly CurvePoint[], Drawings>();

function drawingsOf(points: readonly CurvePoint[], { id, label }: Candidate): Drawings {
  const known = drawn.get(points);
  if (known) return known;
  const title = `${verbFor(label) === 'predict' ? 'Are' : 'Is'} ${nameInSentence(label)} still learning?`;
  const view = learningCurveView(points, `${label}, first fold`, title);
  const made = { view: view && { ...view, fileName: `learning-curve-${id}` }, rate: learningRateView(points) };
  drawn.set(points, made);
  return made;
}

/** A learning curve for each candidate that is being trained and has one, in the order in which they started. */
export function liveCurves({ running, curves, views }: LiveRun): LiveCandidate[] {
  return running.flatMap(({ candidate }) => {
    const { id, label } = candidate;
    const points = curves[id];
    const { view, rate } = points ? drawingsOf(points, candidate) : { view: null, rate: null };
    return view ? [{ id, label: nameInSentence(label), view, rate, net: views[id] ?? null }] : [];
  });
}
