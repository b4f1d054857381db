import type { ColumnProfile, Finding } from '../profile.ts';
import { appliedRole, finding, inputColumns, setRole, type Scene } from './scene.ts';
import { counted, inDigits, percent, quoted } from './wording.ts';

/** From this share of missing cells on it is said. */
const missingFrom = 0.05;

function onlyValue({ levels, numeric }: ColumnProfile): string {
  if (levels?.[0]) return quoted(levels[0].level);
  return numeric ? inDigits(numeric.min) : 'one value';
}

function constant(scene: Scene, column: ColumnProfile): Finding {
  const { name, distinct, missing } = column;
  const withGaps = missing > 0 ? ` where it is filled in (${counted(missing, 'row is', 'rows are')} empty)` : '';
  return finding('constant', name, {
    severity: 'info',
    title: distinct === 0 ? `${name} holds no value` : `${name} has only one value`,
    detail: `${distinct === 0 ? 'Every row is empty' : `Every row has ${onlyValue(column)}${withGaps}`}. What does not differ cannot tell rows apart, so it is left out.`,
    fixes: [setRole(name, 'feature', 'Keep it as a feature')],
    applied: appliedRole(scene, name, 'ignored', 'Left out'),
  });
}

function missingCells({ nRows }: Scene, { name, kind, missing }: ColumnProfile): Finding {
  const share = missing / nRows;
  const treatment =
    kind === 'number' || kind === 'datetime'
      ? 'Linear models and nets get the middle value there, and a mark that it was empty; trees use the gap as it is'
      : 'An empty cell is taken as a level of its own';
  return finding('missing', name, {
    severity: share > 0.5 ? 'warn' : 'info',
    title: `${name} is ${percent(share)} empty`,
    detail: `${inDigits(missing)} of ${counted(nRows, 'row')} ${missing === 1 ? 'has' : 'have'} no value. ${treatment}. That is sound as long as cells will be empty for the same reasons later.`,
    fixes: [setRole(name, 'ignored', 'Leave it out')],
  });
}

function questionMarks(scene: Scene): Finding[] {
  const marks = scene.reading?.accounting.missingMarks ?? [];
  return marks
    .filter(({ token, count }) => token === '?' && count > 0)
    .map(({ column, count }) =>
      finding('question-mark-missing', column, {
        severity: 'info',
        title: `"?" in ${column} is read as missing`,
        detail: `${counted(count, 'cell holds', 'cells hold')} a question mark, which stands for an unknown value in many files. If here it is a value of its own, change what counts as missing.`,
      }),
    );
}

/** Columns that are empty, partly or all through, or that never vary. */
export function findEmptiness(scene: Scene): Finding[] {
  const { nRows } = scene;
  if (nRows === 0) return [];
  const perColumn = inputColumns(scene).flatMap((column) => {
    if (column.distinct <= 1 && nRows > 1) return [constant(scene, column)];
    return column.missing / nRows > missingFrom ? [missingCells(scene, column)] : [];
  });
  return [...perColumn, ...questionMarks(scene)];
}
