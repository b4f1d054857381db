import type { RecipeInput, RecipeStep } from '../../recipe/recipe.ts';
import { columnByName } from '../../table/table.ts';
import { sortedPresent } from '../numeric-summary.ts';
import type { ColumnProfile, Finding, Fix } from '../profile.ts';
import { finding, inputColumns, type Scene } from './scene.ts';
import { labelSentinels, mayHoldSentinels, numberSentinels, type Sentinel } from './sentinels.ts';
import { counted, percent, quoted, theLearners } from './wording.ts';

export const bothInputs: readonly RecipeInput[] = ['dense', 'native'];

/** The fix that puts a step before the others of both recipes, or of some. */
export function addStep(step: RecipeStep, label: string, inputs: readonly RecipeInput[] = bothInputs): Fix {
  return { action: 'add-step', column: step.columns.length === 1 ? step.columns[0] : null, step, inputs, label };
}

function sentinelsOf({ table }: Scene, { name, numeric, distinct }: ColumnProfile): Sentinel[] {
  const column = columnByName(table, name);
  if (column.kind === 'number') {
    return numeric && mayHoldSentinels(numeric.min, numeric.max, distinct) ? numberSentinels(sortedPresent(column.values)) : [];
  }
  if (column.kind !== 'category') return [];
  const counts = column.levels.map((level) => ({ level, count: 0 }));
  for (const code of column.codes) if (code >= 0) counts[code].count++;
  return labelSentinels(counts);
}

function disguised(scene: Scene, { name, kind, count }: ColumnProfile, sentinels: readonly Sentinel[]): Finding {
  const cells = sentinels.reduce((sum, sentinel) => sum + sentinel.count, 0);
  const named = sentinels.map(({ value }) => (kind === 'number' ? value : quoted(value))).join(' and ');
  const certain = sentinels.every((sentinel) => sentinel.certain);
  const step: RecipeStep = { kind: 'mark-missing', columns: [name], values: sentinels.map(({ value }) => value) };
  const fix = addStep(step, `Take ${named} as missing`);
  const harm =
    kind === 'number'
      ? `Read as an amount, it pulls means and lines towards it, and ${theLearners(scene)} would take it for a measurement.`
      : 'Read as a label, it passes for a kind of its own, and the true gaps stay uncounted.';
  return finding('disguised-missing', name, {
    severity: 'info',
    title: `${named} in ${name} ${certain ? 'stands' : 'may stand'} for a missing value`,
    detail: `${counted(cells, 'cell holds', 'cells hold')} it (${percent(cells / count)} of those filled in)${kind === 'number' ? ', and the other values keep well away from it' : ''}. ${harm}`,
    fixes: certain ? [] : [fix],
    applied: certain ? fix : null,
  });
}

/** Values that stand for "unknown"; `skip` names columns that are set aside anyway. */
export function findDisguised(scene: Scene, skip: ReadonlySet<string>): Finding[] {
  return inputColumns(scene).flatMap((column) => {
    if (skip.has(column.name)) return [];
    const sentinels = sentinelsOf(scene, column);
    return sentinels.length === 0 ? [] : [disguised(scene, column, sentinels)];
  });
}

/** The columns of numbers that hold a code far from their values, which bends whatever is said of their shape. */
export function codedColumns(disguised: readonly Finding[]): Set<string> {
  const isFar = ({ applied, fixes }: Finding) =>
    [applied, ...fixes].some((fix) => fix?.action === 'add-step' && fix.step.kind === 'mark-missing' && fix.step.values.some((value) => value !== '0'));
  return new Set(disguised.filter(isFar).flatMap(({ column }) => column ?? []));
}
