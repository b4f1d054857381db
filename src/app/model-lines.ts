import type { Family } from '../core/estimators/estimator.ts';
import { traitsOf } from '../core/estimators/learners.ts';
import { formatInteger, startSentence } from './format.ts';
import { familyLabels, type Leaderboard, type LeaderboardRow } from './model-leaderboard.ts';
import { nameInSentence } from './model-headline.ts';
import type { RunningCandidate } from './live-run.ts';

/** A candidate that is being trained, as a row among the others. */
export interface RunningRow {
  readonly id: string;
  readonly label: string;
  readonly family: Family;
  readonly familyLabel: string;
  /** "fold 3 of 5". */
  readonly note: string;
  readonly fraction: number;
}

/** One line of the leaderboard: a model, one that is being trained, or what stands for several that are folded away. */
export type LeaderboardLine =
  | { readonly kind: 'model'; readonly key: string; readonly row: LeaderboardRow }
  | { readonly kind: 'running'; readonly key: string; readonly row: RunningRow }
  | { readonly kind: 'fold'; readonly key: string; readonly group: string; readonly text: string; readonly opened: boolean };

export interface LinesAsked {
  readonly running: readonly RunningCandidate[];
  /** Groups of trials that are listed in full. */
  readonly opened: readonly string[];
  /** Models that are shown whatever their place: the selected and the chosen one. */
  readonly kept: readonly (string | null)[];
}

/** Up to so many rows nothing is folded away. */
const mostUnfolded = 14;
/** Of each group of trials the best so many stay; of those that did not finish the first alone. */
const keptOfGroup = (status: LeaderboardRow['status']) => (status === 'done' ? 3 : 1);

function runningRow({ candidate, fraction, note }: RunningCandidate): RunningRow {
  const { family } = traitsOf(candidate.learner);
  const own = note.startsWith(`${candidate.label}, `) ? note.slice(candidate.label.length + 2) : note === candidate.label ? '' : note;
  return { id: candidate.id, label: candidate.label, family, familyLabel: familyLabels[family], note: own || (note ? 'training' : 'starting'), fraction };
}

const groupOf = ({ learner, status }: LeaderboardRow) => `${learner} ${status}`;

function foldText(rows: readonly LeaderboardRow[], hidden: readonly LeaderboardRow[]): string {
  const [{ learner, status, statusLabel }] = rows;
  const name = nameInSentence(traitsOf(learner).label);
  if (status !== 'done') return `${formatInteger(hidden.length)} more of ${name}, ${statusLabel}`;
  const [best, worst] = [hidden[0].score, hidden[hidden.length - 1].score];
  return `${formatInteger(hidden.length)} more of ${name}, ${best === worst ? best : `${best} to ${worst}`}`;
}

/** The rows of a large board with all but the best of each learner's trials folded away, each fold below the last that is shown. */
function folded(rows: readonly LeaderboardRow[], { opened, kept }: LinesAsked): LeaderboardLine[] {
  const groups = new Map<string, LeaderboardRow[]>();
  for (const row of rows) groups.set(groupOf(row), [...(groups.get(groupOf(row)) ?? []), row]);
  const lines: LeaderboardLine[] = [];
  const seen = new Map<string, number>();
  for (const row of rows) {
    const group = groupOf(row);
    const all = groups.get(group) ?? [];
    const place = (seen.get(group) ?? 0) + 1;
    seen.set(group, place);
    const isOpen = opened.includes(group);
    const most = keptOfGroup(row.status);
    const isShown = (one: LeaderboardRow, at: number) => at <= most || kept.includes(one.id);
    const hidden = all.filter((one, at) => !isShown(one, at + 1));
    // One row takes no more room than the line that would stand for it.
    const folds = hidden.length > 1;
    if (!folds || isOpen || isShown(row, place)) lines.push({ kind: 'model', key: row.id, row });
    const foldsHere = isOpen ? place === all.length : place === most;
    if (folds && foldsHere) {
      const text = isOpen ? `All ${formatInteger(all.length)} of ${nameInSentence(traitsOf(row.learner).label)} are listed` : startSentence(foldText(all, hidden));
      lines.push({ kind: 'fold', key: `fold ${group}`, group, text, opened: isOpen });
    }
  }
  return lines;
}

/** The leaderboard line by line: finished models by score, those in training, then those that failed, stopped or were skipped. */
export function leaderboardLines(board: Leaderboard, asked: LinesAsked): LeaderboardLine[] {
  const { rows } = board;
  const plain = (some: readonly LeaderboardRow[]) => some.map((row): LeaderboardLine => ({ kind: 'model', key: row.id, row }));
  const shown = rows.length > mostUnfolded ? (some: readonly LeaderboardRow[]) => folded(some, asked) : plain;
  const running = asked.running.map((one): LeaderboardLine => ({ kind: 'running', key: one.candidate.id, row: runningRow(one) }));
  return [...shown(rows.filter(({ status }) => status === 'done')), ...running, ...shown(rows.filter(({ status }) => status !== 'done'))];
}
