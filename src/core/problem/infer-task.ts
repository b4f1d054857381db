import type { Task } from '../metrics/metric.ts';
import type { Column } from '../table/table.ts';
import { labelCounts, numberOfLabel } from './labels.ts';

export interface InferredTask {
  readonly task: Task;
  /** Why, as a sentence with the figures seen. */
  readonly reason: string;
}

/** A numeric target is taken as classes only up to this many different values. */
const mostNumericClasses = 30;

const digits = (count: number) => count.toLocaleString('en-US');

function listed(labels: Iterable<string>): string {
  return [...labels].slice(0, 2).map((label) => `"${label.length > 40 ? `${label.slice(0, 39)}…` : label}"`).join(' and ');
}

const fractions: InferredTask = { task: 'regression', reason: 'Its values are numbers with fractions, so an amount is predicted.' };

/** Whether more than two different values are there, and one of them is no whole number: told without counting them all. */
function holdsFractions(values: Float64Array): boolean {
  const different = new Set<number>();
  let fraction = false;
  for (let row = 0; row < values.length && !(fraction && different.size > 2); row++) {
    const value = values[row];
    if (Number.isNaN(value)) continue;
    if (different.size <= 2) different.add(value);
    fraction ||= !Number.isInteger(value);
  }
  return fraction && different.size > 2;
}

function inferFromNumbers(values: readonly number[], present: number): InferredTask {
  const distinct = values.length;
  if (!values.every(Number.isInteger)) return fractions;
  const share = distinct / present;
  const mostShare = present <= 1000 ? 0.1 : 0.05;
  if (distinct <= mostNumericClasses && share <= mostShare) {
    return {
      task: 'multiclass',
      reason: `It holds only ${digits(distinct)} different whole numbers in ${digits(present)} rows, so they are taken as classes.`,
    };
  }
  return {
    task: 'regression',
    reason: `It holds ${digits(distinct)} different whole numbers in ${digits(present)} rows, so an amount is predicted.`,
  };
}

/**
 * The task that a target column suggests, and why. Two different values make it binary whatever their kind; more labels
 * make it multiclass; numbers are classes where they are whole and few (at most 30 values, and at most 5% of the rows
 * differ, 10% up to 1,000 rows), else a regression. Labels that are all numbers are judged as numbers.
 */
export function inferTask(column: Column): InferredTask {
  if (column.kind === 'number' && holdsFractions(column.values)) return fractions;
  const counts = labelCounts(column);
  const labels = [...counts.keys()];
  let present = 0;
  for (const count of counts.values()) present += count;
  if (present === 0) return { task: 'binary', reason: 'It holds no value at all.' };
  if (labels.length === 1) return { task: 'binary', reason: `It holds only one value, ${listed(labels)}.` };
  if (labels.length === 2) return { task: 'binary', reason: `It holds two values, ${listed(labels)}.` };
  if (column.kind === 'datetime') {
    return { task: 'regression', reason: 'It holds dates; a date can be predicted only as a number.' };
  }
  const numbers = labels.map(numberOfLabel);
  if (column.kind === 'number') return inferFromNumbers(labels.map(Number), present);
  if (numbers.every((value) => !Number.isNaN(value))) return inferFromNumbers(numbers, present);
  return { task: 'multiclass', reason: `It holds ${digits(labels.length)} different labels, so one of them is predicted.` };
}
