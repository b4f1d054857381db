import type { ColumnProfile, Finding } from '../profile.ts';
import { appliedRole, finding, inputColumns, setRole, type Scene } from './scene.ts';
import { counted, inDigits, named, percent, quoted } from './wording.ts';

/** From this share of missing cells on it is said. */
const missingFrom = 0.05;
const mostlyFrom = 0.5;
/** More columns with gaps than this share one finding. */
const mostEach = 3;

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
    severity: share > mostlyFrom ? 'warn' : 'info',
    title: `${name} is ${percent(share)} empty`,
    detail: `${inDigits(missing)} of ${counted(nRows, 'row')} ${missing === 1 ? 'has' : 'have'} no value. ${treatment}. That is sound as long as cells will be empty for the same reasons later.`,
    fixes: [setRole(name, 'ignored', 'Leave it out')],
  });
}

/** Many columns with some gaps, in one finding; each column's own share stands in its line. */
function gapsInMany({ nRows }: Scene, columns: readonly ColumnProfile[]): Finding {
  const most = columns.reduce((widest, column) => (column.missing > widest.missing ? column : widest));
  return finding('missing', null, {
    severity: 'info',
    title: `${counted(columns.length, 'column')} have gaps`,
    detail: `${named(columns.map(({ name }) => name))} are empty in more than ${percent(missingFrom)} of the rows, ${most.name} most often (${percent(most.missing / nRows)}). Where they hold numbers or dates, linear models and nets get the middle value and a mark that it was empty, and trees use the gap as it is; else an empty cell is taken as a level of its own. That is sound as long as cells will be empty for the same reasons later.`,
  });
}

function gaps(scene: Scene, columns: readonly ColumnProfile[]): Finding[] {
  const mostly = columns.filter(({ missing }) => missing / scene.nRows > mostlyFrom);
  if (columns.length - mostly.length <= mostEach) return columns.map((column) => missingCells(scene, column));
  const some = columns.filter(({ missing }) => missing / scene.nRows <= mostlyFrom);
  return [...mostly.map((column) => missingCells(scene, column)), gapsInMany(scene, some)];
}

function questionMarks(scene: Scene): Finding[] {
  const marks = (scene.reading?.accounting.missingMarks ?? []).filter(({ token, count }) => token === '?' && count > 0);
  if (marks.length === 0) return [];
  const cells = marks.reduce((sum, { count }) => sum + count, 0);
  const columns = marks.map(({ column }) => column);
  return [
    finding('question-mark-missing', columns.length === 1 ? columns[0] : null, {
      severity: 'info',
      title: `"?" in ${named(columns)} is read as missing`,
      detail: `${counted(cells, 'cell holds', 'cells hold')} a question mark, which stands for an unknown value in many files. If here it is a value of its own, change what counts as missing in the reading details.`,
    }),
  ];
}

/** Columns that are empty, partly or all through, or that never vary. */
export function findEmptiness(scene: Scene): Finding[] {
  const { nRows } = scene;
  if (nRows === 0) return [];
  const inputs = inputColumns(scene);
  const isConstant = ({ distinct }: ColumnProfile) => distinct <= 1 && nRows > 1;
  const varied = inputs.filter((column) => !isConstant(column) && column.missing / nRows > missingFrom);
  return [...inputs.filter(isConstant).map((column) => constant(scene, column)), ...gaps(scene, varied), ...questionMarks(scene)];
}
