import type { LeaderboardEntry } from '../core/training/run.ts';
import type { ChartTable } from './evaluation-chart-view.ts';
import { lowerFirst } from './model-headline.ts';
import { countInWords, formatNumber, formatPercent, joinSome, startSentence } from './format.ts';

/** One model of an ensemble. */
export interface MemberLine {
  readonly id: string;
  readonly label: string;
  /** Length of its bar, in [0, 1]; the heaviest has 1. */
  readonly length: number;
  readonly text: string;
}

export interface MembersView {
  readonly title: string;
  readonly reading: string;
  readonly members: readonly MemberLine[];
  readonly table: ChartTable;
}

/** "Boosted trees 42%, Neural network 30% and 3 more"; null for all but ensembles. */
export function membersInWords(entry: LeaderboardEntry, entries: readonly LeaderboardEntry[]): string | null {
  if (!entry.members) return null;
  return joinSome(entry.members.map(({ candidateId, weight }) => `${labelOf(candidateId, entries)} ${formatPercent(weight)}`));
}

function labelOf(id: string, entries: readonly LeaderboardEntry[]): string {
  return entries.find(({ candidate }) => candidate.id === id)?.candidate.label ?? id;
}

/** What an ensemble is made of, heaviest first; null for all else. */
export function membersView(entry: LeaderboardEntry, entries: readonly LeaderboardEntry[]): MembersView | null {
  const { members } = entry;
  if (!members || members.length === 0) return null;
  const heaviest = Math.max(...members.map(({ weight }) => weight));
  const [first] = members;
  const half = members.length > 1 && first.weight > 0.5 ? `; more than half is ${lowerFirst(labelOf(first.candidateId, entries))}` : '';
  return {
    title: 'What is it made of?',
    reading: `${startSentence(countInWords(members.length, 'model'))}, whose answers are averaged by these weights${half}.`,
    members: members.map(({ candidateId, weight }) => ({
      id: candidateId,
      label: labelOf(candidateId, entries),
      length: weight / heaviest,
      text: formatPercent(weight),
    })),
    table: { columns: ['model', 'weight'], rows: members.map(({ candidateId, weight }) => [labelOf(candidateId, entries), formatNumber(weight, 6)]) },
  };
}
