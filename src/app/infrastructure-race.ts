import type { BackendId, BackendRace, RaceShape } from '../core/training/run.ts';
import type { Infrastructure } from '../worker/protocol.ts';
import type { ChartTable } from './evaluation-chart-view.ts';
import { countInWords, formatInteger, formatNumber, missing, startSentence } from './format.ts';
import { backendNames, devices } from './infrastructure.ts';

export interface RaceRow {
  readonly id: BackendId;
  readonly name: string;
  readonly device: string;
  /** Speed beside the fastest, in [0, 1]; null where it was not timed. */
  readonly speed: number | null;
  readonly stepMs: string;
  readonly software: boolean;
  readonly chosen: boolean;
  /** Why it was not timed; empty where it was. */
  readonly detail: string;
}

/** How the backends compared on one size of net, as data to be drawn. */
export interface RaceView {
  readonly key: string;
  readonly title: string;
  readonly reading: string;
  readonly rows: readonly RaceRow[];
  readonly table: ChartTable;
}

/** "3 hidden layers of 256 units", "hidden layers of 64 and 32 units". */
function hiddenInWords(hidden: readonly number[]): string {
  if (hidden.length === 0) return 'no hidden layer';
  const same = hidden.every((units) => units === hidden[0]);
  if (same) return `${countInWords(hidden.length, 'hidden layer')} of ${formatInteger(hidden[0])}`;
  return `hidden layers of ${hidden.slice(0, -1).map((units) => formatInteger(units)).join(', ')} and ${formatInteger(hidden[hidden.length - 1])}`;
}

/** "24 inputs, three hidden layers of 256, one output, 256 rows a batch". */
export function shapeInWords({ inputs, hidden, outputs, members, batchSize }: RaceShape): string {
  return [
    countInWords(inputs, 'input'),
    hiddenInWords(hidden),
    countInWords(outputs, 'output'),
    ...(members > 1 ? [countInWords(members, 'member')] : []),
    `${formatInteger(batchSize)} rows a batch`,
  ].join(', ');
}

const ms = (value: number) => formatNumber(value, value < 10 ? 2 : 3);

/** What the fastest is to the next: "WASM is 2.3 times as fast as CPU". */
function comparison({ results }: BackendRace): string {
  const timed = results.flatMap(({ id, stepMs }) => (stepMs === null ? [] : [{ id, stepMs }])).sort((a, b) => a.stepMs - b.stepMs);
  if (timed.length === 0) return 'None could be timed';
  const [first, second] = timed;
  if (second === undefined) return `${backendNames[first.id]} alone could be timed, at ${ms(first.stepMs)} ms a step`;
  const ratio = first.stepMs > 0 ? second.stepMs / first.stepMs : 1;
  if (ratio < 1.05) return `${backendNames[first.id]} and ${backendNames[second.id]} are about as fast`;
  return `${backendNames[first.id]} is ${formatNumber(ratio, 2)} times as fast as ${backendNames[second.id]}`;
}

function raceView(race: BackendRace, override: Infrastructure['override'], title: string): RaceView {
  const used = override === 'auto' ? race.chosen : override;
  const fastest = Math.min(...race.results.map(({ stepMs }) => stepMs ?? Infinity));
  const set = override === 'auto' || override === race.chosen ? '' : ` You set ${backendNames[override]} in its place.`;
  return {
    key: JSON.stringify([race.inputs, race.hidden, race.outputs, race.members, race.batchSize]),
    title,
    reading: `${startSentence(shapeInWords(race))}. ${comparison(race)}.${set}`,
    rows: race.results.map(({ id, adapter, software, stepMs, detail }) => ({
      id,
      name: backendNames[id],
      device: adapter ?? devices[id],
      speed: stepMs === null ? null : stepMs > 0 ? fastest / stepMs : 1,
      stepMs: stepMs === null ? missing : ms(stepMs),
      software,
      chosen: id === used,
      detail: stepMs === null ? startSentence(detail || 'not timed') : '',
    })),
    table: {
      columns: ['backend', 'device', 'ms a step', 'used', 'note'],
      rows: race.results.map(({ id, adapter, stepMs, detail }) => [backendNames[id], adapter ?? devices[id], stepMs === null ? missing : formatNumber(stepMs, 4), id === used ? 'yes' : '', stepMs === null ? detail : '']),
    },
  };
}

/** The comparisons on nets of the user's own problems, newest first: those of this visit, else those of the run that is kept. */
export function raceViews({ races, override }: Pick<Infrastructure, 'races' | 'override'>, ofRun: readonly BackendRace[] = []): RaceView[] {
  const shown = races.length > 0 ? races : ofRun;
  return shown.map((race, at) => raceView(race, override, at === 0 ? 'Which is fastest on your own data?' : 'And on another of its nets?'));
}
