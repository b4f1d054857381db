import type { MulticlassEvaluation } from '../core/evaluation/evaluation.ts';
import { confusionCell, type ConfusionView } from './evaluation-binary.ts';
import type { ChartTable } from './evaluation-chart-view.ts';
import { className, formatInteger, formatPercent, formatScore } from './format.ts';

/** The confusion table, each cell shaded by its share of the true class. */
export function confusionView(detail: MulticlassEvaluation, classes: readonly string[]): ConfusionView {
  return {
    labels: classes,
    cells: detail.confusion.map((row, truth) => {
      const total = row.reduce((sum, count) => sum + count, 0);
      return row.map((count, predicted) => confusionCell(count, total, classes[truth], classes[predicted]));
    }),
  };
}

/** The commonest mistake in words: "virginica is taken for versicolor most often, 4 times of 40." */
export function commonestMistake(confusion: ConfusionView): string {
  let worst = { count: 0, text: 'No row is taken for another class.' };
  confusion.cells.forEach((row, truth) => {
    const total = row.reduce((sum, { count }) => sum + count, 0);
    row.forEach(({ count, correct }, predicted) => {
      if (correct || count <= worst.count) return;
      const text = `${className(confusion.labels[truth])} is taken for ${className(confusion.labels[predicted])} most often: ${formatInteger(count)} of ${formatInteger(total)}.`;
      worst = { count, text };
    });
  });
  return worst.text;
}

/** The confusion counts as a table with the true classes down the side. */
export function confusionTable(confusion: ConfusionView): ChartTable {
  return {
    columns: ['true class', ...confusion.labels.map((label) => `predicted ${label}`)],
    rows: confusion.cells.map((row, i) => [confusion.labels[i], ...row.map(({ text }) => text)]),
  };
}

export interface ClassRow {
  readonly label: string;
  readonly precision: string;
  readonly recall: string;
  readonly recallShare: number;
  readonly f1: string;
  readonly support: string;
}

/** Precision, recall and F1 of each class, the worst found first. */
export function classRows(detail: MulticlassEvaluation): ClassRow[] {
  const key = (recall: number) => (Number.isNaN(recall) ? Infinity : recall);
  return [...detail.perClass]
    .sort((a, b) => key(a.recall) - key(b.recall) || b.support - a.support)
    .map(({ label, precision, recall, f1, support }) => ({
      label,
      precision: formatScore(precision),
      recall: formatScore(recall),
      recallShare: Number.isNaN(recall) ? 0 : recall,
      f1: formatScore(f1),
      support: formatInteger(support),
    }));
}

/** In one line, which class is found least. */
export function classReading(rows: readonly ClassRow[]): string {
  const worst = rows[0];
  return worst ? `${className(worst.label)} least: ${formatPercent(worst.recallShare)} of ${worst.support} found.` : '';
}
