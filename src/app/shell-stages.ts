import type { Project, ScreenName, StageName } from '../core/project/project.ts';
import { currentVersion, versionsOf } from '../core/project/current.ts';
import type { Staleness } from '../core/project/staleness.ts';
import type { Infrastructure, Job } from '../worker/protocol.ts';
import { openFindings } from './data-findings.ts';
import { formatCompact, formatCount } from './format.ts';
import { backendNames } from './shell-status.ts';

export type StageState = 'none' | 'done' | 'running' | 'attention' | 'stale';

/** One stop of the rail. */
export interface RailStage {
  readonly screen: ScreenName;
  readonly label: string;
  readonly state: StageState;
  /** The state in words. */
  readonly stateText: string;
  /** A small figure beside the label; may be empty. */
  readonly count: string;
}

/** What the rail is made from. */
export interface RailInput {
  readonly project: Project;
  readonly stale: Readonly<Partial<Record<StageName, Staleness>>>;
  readonly job: Pick<Job, 'kind'> | null;
  readonly infrastructure: Infrastructure | null;
}

const words: Readonly<Record<StageState, string>> = {
  none: 'not started',
  done: 'done',
  running: 'running',
  attention: 'needs attention',
  stale: 'stale',
};

interface Stop {
  readonly state: StageState;
  readonly count?: string;
  readonly because?: string;
}

const jobScreens: Readonly<Record<Job['kind'], ScreenName>> = {
  read: 'data',
  train: 'model',
  measure: 'infrastructure',
  importance: 'model',
  release: 'serve',
  score: 'serve',
  check: 'monitor',
};

function problem({ project }: RailInput): Stop {
  const version = currentVersion(project, 'problem');
  return version ? { state: 'done', count: `v${version.version}` } : { state: 'none' };
}

function data({ project }: RailInput): Stop {
  const result = currentVersion(project, 'dataset')?.result;
  if (!result) return { state: 'none' };
  const { nRows, columns } = result.profile;
  const rows = nRows < 100_000 ? nRows.toLocaleString('en-US') : formatCompact(nRows);
  const serious = openFindings(project).filter(({ severity, settled }) => severity === 'bad' && !settled).length;
  return {
    state: serious > 0 ? 'attention' : 'done',
    count: `${rows} × ${columns.length}`,
    because: `${formatCount(serious, 'serious finding')}`,
  };
}

function model({ project }: RailInput): Stop {
  const result = currentVersion(project, 'run')?.result;
  if (!result) return { state: 'none' };
  const done = result.leaderboard.filter(({ status }) => status === 'done').length;
  const failed = result.leaderboard.filter(({ status }) => status === 'failed').length;
  return { state: failed > 0 || done === 0 ? 'attention' : 'done', count: formatCount(done, 'model'), because: `${formatCount(failed, 'model')} failed` };
}

function machine({ infrastructure }: RailInput): Stop {
  if (!infrastructure) return { state: 'none' };
  return { state: 'done', count: backendNames[infrastructure.chosen] };
}

function serve({ project }: RailInput): Stop {
  const version = currentVersion(project, 'release');
  return version?.result ? { state: 'done', count: version.settings.version } : { state: 'none' };
}

function monitor({ project }: RailInput): Stop {
  const check = currentVersion(project, 'batch')?.result;
  if (!check) return { state: 'none' };
  const drifted = check.drift.filter((column) => column.drifted).length;
  const alarms = drifted + check.violations.filter(({ severity }) => severity === 'bad').length;
  if (alarms === 0) return { state: 'done', count: formatCount(versionsOf(project, 'batch').length, 'batch', 'batches') };
  return { state: 'attention', count: formatCount(alarms, 'alarm'), because: formatCount(alarms, 'alarm') };
}

function history({ project }: RailInput): Stop {
  const runs = versionsOf(project, 'run').length;
  return runs > 0 ? { state: 'done', count: formatCount(runs, 'run') } : { state: 'none' };
}

interface StopMaker {
  readonly screen: ScreenName;
  readonly label: string;
  /** The stages shown on the screen, whose staleness is the screen's. */
  readonly stages: readonly StageName[];
  readonly make: (input: RailInput) => Stop;
}

const makers: readonly StopMaker[] = [
  { screen: 'problem', label: 'Problem', stages: [], make: problem },
  { screen: 'data', label: 'Data', stages: [], make: data },
  { screen: 'model', label: 'Model', stages: ['run'], make: model },
  { screen: 'infrastructure', label: 'Infrastructure', stages: [], make: machine },
  { screen: 'serve', label: 'Serve', stages: ['release'], make: serve },
  { screen: 'monitor', label: 'Monitor', stages: ['batch'], make: monitor },
  { screen: 'history', label: 'History', stages: [], make: history },
];

/** The seven stops of the rail, in order. */
export function railStages(input: RailInput): RailStage[] {
  const running = input.job ? jobScreens[input.job.kind] : null;
  return makers.map(({ screen, label, stages, make }) => {
    const stop = make(input);
    const cause = stages.map((stage) => input.stale[stage]).find((found) => found !== undefined);
    const state = running === screen ? 'running' : stop.state !== 'none' && cause ? 'stale' : stop.state;
    const because =
      state === 'stale' && cause ? `: ${cause.because} changed` : state === 'attention' && stop.because ? `: ${stop.because}` : '';
    return { screen, label, state, stateText: `${words[state]}${because}`, count: stop.count ?? '' };
  });
}
