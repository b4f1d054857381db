import { labelCounts } from './labels.ts';
import type { Column, Table } from '../table/table.ts';

/** Whole names that mean "this is what is predicted", the surest first. */
const wholeNames = [
  'target', 'label', 'survived', 'churn', 'churned', 'outcome', 'response', 'is_fraud', 'fraud', 'default', 'defaulted',
  'attrition', 'converted', 'conversion', 'subscribed', 'diagnosis', 'exited', 'approved', 'loan_status',
  'machine_failure', 'failure', 'failed', 'failure_type', 'credit_risk', 'risk', 'price', 'sale_price', 'sales_price',
  'median_house_value', 'medv', 'charges', 'tip', 'income', 'salary', 'sales', 'revenue', 'demand', 'species', 'quality',
  'rating', 'class', 'score', 'y',
];

/** Words that say so as part of a name: "has_churned", "Customer Churn", "target_value". */
const tellingWords = ['target', 'label', 'outcome', 'churn', 'churned', 'fraud', 'survived', 'attrition', 'default', 'response', 'class'];

function words(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

function hasTwoValues(values: Float64Array): boolean {
  const first = values.find((value) => !Number.isNaN(value));
  return values.some((value) => !Number.isNaN(value) && value !== first);
}

/** Whether the column can be predicted at all: two or more values that repeat, or numbers. */
function predictable(column: Column): boolean {
  if (column.kind === 'text' || column.kind === 'datetime') return false;
  if (column.kind === 'number') return hasTwoValues(column.values);
  const counts = labelCounts(column);
  if (counts.size < 2) return false;
  let present = 0;
  for (const count of counts.values()) present += count;
  return counts.size <= Math.max(2, present / 2);
}

/**
 * The name of the column most likely meant to be predicted: one that is called so (target, label, y, survived, churn,
 * price, …), the surest name first, else the last column that can be predicted, else the last column. '' for no columns.
 */
export function suggestTarget(table: Table): string {
  const { columns } = table;
  const named = columns.map((column) => ({ column, words: words(column.name) }));
  for (const name of wholeNames) {
    const found = named.find((entry) => entry.words.join('_') === name && predictable(entry.column));
    if (found) return found.column.name;
  }
  for (const word of tellingWords) {
    const found = named.findLast((entry) => entry.words.includes(word) && predictable(entry.column));
    if (found) return found.column.name;
  }
  const last = columns.findLast(predictable) ?? columns.at(-1);
  return last?.name ?? '';
}
