import { missingShareOf } from '../release/input-contract.ts';
import type { InputColumn } from '../release/release.ts';
import type { TypedRows } from '../release/type-rows.ts';
import type { CategoryColumn, Column } from '../table/table.ts';
import type { ContractViolation } from './monitoring.ts';

/** Shares of rows from which a violation is bad rather than worth a look. */
const badShare = 0.1;

function percent(share: number): string {
  const value = 100 * share;
  return `${value > 0 && value < 0.1 ? 'under 0.1' : value.toFixed(value < 10 ? 1 : 0)}%`;
}

function rowsText(count: number, nRows: number): string {
  return `${count.toLocaleString('en')} of ${nRows.toLocaleString('en')} rows (${percent(count / nRows)})`;
}

function severityOf(share: number): 'bad' | 'warn' {
  return share > badShare ? 'bad' : 'warn';
}

function newLevels(input: InputColumn, column: CategoryColumn): ContractViolation | null {
  const known = new Set(input.levels ?? []);
  const isNew = column.levels.map((level) => !known.has(level));
  const seen = new Set<number>();
  let count = 0;
  for (const code of column.codes) {
    if (code < 0 || !isNew[code]) continue;
    count++;
    seen.add(code);
  }
  if (count === 0) return null;
  const examples = [...seen].slice(0, 3).map((code) => `“${column.levels[code].slice(0, 40)}”`);
  const more = seen.size > 3 ? ` and ${(seen.size - 3).toLocaleString('en')} more` : '';
  return {
    column: column.name,
    kind: 'new-levels',
    severity: severityOf(count / column.codes.length),
    detail: `${rowsText(count, column.codes.length)} hold labels not seen in training: ${examples.join(', ')}${more}; they are scored as unseen`,
  };
}

/**
 * Rows outside the range of training. Chance alone puts about 2 n / N of n rows outside the range of N rows, so fewer
 * than that and three standard deviations more are let pass, unless a value is beyond the range by its whole width.
 */
function outOfRange(input: InputColumn, values: Float64Array, name: string, trainingRows: number): ContractViolation | null {
  const { min, max } = input;
  if (min === null || max === null) return null;
  let count = 0;
  let farthest = 0;
  let example = NaN;
  for (const value of values) {
    const beyond = Math.max(min - value, value - max);
    if (!(beyond > 0)) continue;
    count++;
    if (beyond > farthest) [farthest, example] = [beyond, value];
  }
  const expected = trainingRows > 0 ? (2 * values.length) / trainingRows : 0;
  const isFar = farthest > max - min;
  if (count === 0 || (!isFar && count <= expected + 3 * Math.sqrt(expected))) return null;
  const shown = (value: number) =>
    input.format.kind === 'datetime' && Math.abs(value) < 8.64e15 ? new Date(value).toISOString().slice(0, 10) : String(Number(value.toPrecision(6)));
  return {
    column: name,
    kind: 'out-of-range',
    severity: severityOf(count / values.length),
    detail: `${rowsText(count, values.length)} lie outside ${shown(min)} to ${shown(max)}, the range of training; the farthest is ${shown(example)}`,
  };
}

/** More missing cells than in training: by over 5 points, and by more than three standard errors. */
function moreMissing(input: InputColumn, column: Column, nRows: number): ContractViolation | null {
  const current = missingShareOf(column);
  const before = input.missingShare;
  const standardError = Math.sqrt(Math.max(before * (1 - before), 1 / nRows) / nRows);
  if (current - before <= Math.max(0.05, 3 * standardError)) return null;
  return {
    column: column.name,
    kind: 'more-missing',
    severity: severityOf(current - before),
    detail: `${percent(current)} of the cells are missing, where ${percent(before)} were in training`,
  };
}

function checkColumn(input: InputColumn, column: Column, contradicting: number, nRows: number, trainingRows: number): ContractViolation[] {
  const found: (ContractViolation | null)[] = [];
  if (contradicting > 0) {
    const detail = `${rowsText(contradicting, nRows)} are not a ${input.format.kind} and were taken as missing`;
    found.push({ column: column.name, kind: 'contradictions', severity: severityOf(contradicting / nRows), detail });
  }
  if (column.kind === 'category') found.push(newLevels(input, column));
  if (column.kind === 'number' || column.kind === 'datetime') found.push(outOfRange(input, column.values, column.name, trainingRows));
  found.push(moreMissing(input, column, nRows));
  return found.filter((violation) => violation !== null);
}

/**
 * What in the typed rows of a batch breaks the input contract, bad ones first, else in the order of the contract.
 * `trainingRows` is how many rows the contract was taken from; 0 where that is not known.
 */
export function checkContract(inputs: readonly InputColumn[], typed: TypedRows, trainingRows: number): ContractViolation[] {
  const { table, contradictions, absentColumns } = typed;
  const absent = new Set(absentColumns);
  const found = inputs.flatMap((input, at): ContractViolation[] => {
    const name = input.format.name;
    if (absent.has(name)) {
      return [{ column: name, kind: 'absent', severity: 'bad', detail: 'The file has no such column; it was taken as missing throughout' }];
    }
    const contradicting = Object.hasOwn(contradictions, name) ? contradictions[name] : 0;
    return checkColumn(input, table.columns[at], contradicting, table.nRows, trainingRows);
  });
  return [...found.filter(({ severity }) => severity === 'bad'), ...found.filter(({ severity }) => severity === 'warn')];
}
