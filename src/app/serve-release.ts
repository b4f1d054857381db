import type { LearnerId } from '../core/estimators/estimator.ts';
import { learnerShares } from '../core/estimators/model-name.ts';
import type { ExportParity, StageResults, StageVersion } from '../core/project/project.ts';
import type { MemberFacts } from '../core/release/describe-members.ts';
import type { LeaderboardEntry } from '../core/training/run.ts';
import { countInWords, formatCount, formatDecimals, formatPercent, joinWords } from './format.ts';
import { formatBytes, formatDuration, formatTime } from './format-units.ts';
import type { Heading } from './model-phrases.ts';

/** Exports may differ from the studio by rounding in float32 and no more. */
const allowedDifference = 1e-5;

export interface ExportRow {
  readonly file: string;
  readonly name: string;
  readonly use: string;
  readonly difference: string;
  readonly agrees: boolean;
}

const known: readonly (readonly [RegExp, string, string])[] = [
  [/predict\.mjs$/, 'JavaScript', 'Node and browsers, no dependency'],
  [/predict\.py$/, 'Python', 'standard library, numpy if there'],
  [/\.onnx$/, 'ONNX', 'any language, onnxruntime'],
  [/index\.html$/, 'Offline page', 'a form and files, without a network'],
  [/model\.json$/, 'TensorFlow.js', 'the net, for tfjs'],
  [/net\.json$/, 'Net as JSON', 'plain numbers, with net.bin beside it'],
  [/\.sql$/, 'SQL', 'scores where the data lives'],
  [/release\.json$|^(bundle|release)/, 'Release', 'read back from its own files'],
  [/^model\/$/, 'Models', 'each in files of plain numbers'],
  [/\.json$/, 'Model as JSON', 'plain numbers, readable anywhere'],
];

/** A difference in short: "0", "6e-8". */
export function formatWorst(value: number): string {
  if (Number.isNaN(value)) return 'not comparable';
  return value === 0 ? '0' : value.toExponential(0);
}

/** The exports with what each is for and how far it is from the studio's own answers. */
export function exportRows(parity: readonly ExportParity[]): ExportRow[] {
  return parity.map(({ file, worstDifference }) => {
    const [, name, use] = known.find(([pattern]) => pattern.test(file)) ?? [null, file, ''];
    return { file, name, use, difference: formatWorst(worstDifference), agrees: worstDifference <= allowedDifference };
  });
}

function parityPhrase(parity: readonly ExportParity[]): string {
  const rows = exportRows(parity);
  const wrong = rows.filter(({ agrees }) => !agrees);
  if (rows.length === 0) return 'Its exports were not checked.';
  if (wrong.length > 0) return `Do not use ${joinWords(wrong.map(({ file }) => file))}: ${wrong.length === 1 ? 'it differs' : 'they differ'} from the studio.`;
  if (rows.length === 1) return 'Its export gives the studio’s answers.';
  return `${rows.length === 2 ? 'Both' : `All ${countInWords(rows.length, '').trim()}`} exports give the studio’s answers.`;
}

const learnerNames: Readonly<Record<LearnerId, string>> = {
  dummy: 'the baseline',
  linear: 'a linear model',
  knn: 'nearest neighbours',
  tree: 'a decision tree',
  forest: 'a random forest',
  'extra-trees': 'extra trees',
  boosting: 'boosted trees',
  ebm: 'an explainable boosting machine',
  mlp: 'a neural net',
  realmlp: 'a neural net (RealMLP)',
  tabm: 'a neural net (TabM)',
  ensemble: 'an ensemble',
};

/** "an ensemble of 4 models: boosted trees 65% (3 of them), linear model 35%"; of one model its name. */
export function membersInWords(members: readonly MemberFacts[]): string {
  if (members.length === 1) return learnerNames[members[0].learner];
  const shares = learnerShares(members).map(({ name, models, weight }) => `${name} ${formatPercent(weight)}${models > 1 ? ` (${models} of them)` : ''}`);
  return `an ensemble of ${formatCount(members.length, 'model')}: ${joinWords(shares)}`;
}

function modelInWords(release: StageResults['release'], entry: LeaderboardEntry | null): string {
  if (release.members) return membersInWords(release.members);
  return entry ? learnerNames[entry.candidate.learner] : 'the chosen model';
}

/** The sentence over a release: its version, models, threshold, and whether its exports agree; `entry` is the line that was chosen. */
export function releaseHeading(version: StageVersion<'release'>, release: StageResults['release'], entry: LeaderboardEntry | null): Heading {
  const threshold = release.threshold === null ? '' : `, threshold ${formatDecimals(release.threshold, 2)}`;
  const several = (release.members?.length ?? 1) > 1;
  const perRow = entry && Number.isFinite(entry.perRowUs) ? ` · ${formatDuration(entry.perRowUs / 1000)} a row` : '';
  return {
    phrases: [
      { text: 'Release ' },
      { text: release.version, tone: 'strong' },
      { text: ` is ready${several ? ', ' : ': '}${modelInWords(release, entry)}${threshold}. ` },
      { text: parityPhrase(release.parity), tone: 'soft' },
    ],
    sub: `${formatBytes(release.modelBytes)}${perRow} · asks for ${formatCount(release.inputs.length, 'column')} · made at ${formatTime(version.createdAt)} from the ${several ? 'models' : 'model'} chosen, fitted on all rows`,
  };
}

/** "Right: the worst difference from the studio over 200 made-up rows." and how long the scorer took for them. */
export function parityNote(parity: readonly ExportParity[]): string {
  const rows = parity[0]?.rows;
  if (rows === undefined) return '';
  const scorer = parity.find(({ file }) => file === 'predict.mjs');
  const took = scorer?.durationMs === undefined ? '' : ` ${scorer.file} read its files and gave them in ${formatDuration(scorer.durationMs)}.`;
  return `Right: the worst difference from the studio’s own answers over ${formatCount(rows, 'golden row')}.${took}`;
}
