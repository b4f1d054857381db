import type { ColumnProfile, Finding } from '../profile.ts';
import { finding, inputColumns, setRole, appliedRole, type Scene } from './scene.ts';
import { percent } from './wording.ts';

/** From this association on a column is taken as a leak and left out. */
export const leakFrom = 0.975;

/** From this association on a column is worth a look. */
export const suspiciousFrom = 0.85;

/** With fewer labelled rows, or fewer of the second most frequent class, a high association is too easily chance. */
const fewestRows = 30;
const fewestOfClass = 5;

function enoughRows({ view }: Scene): boolean {
  if (!view || view.labelledRows < fewestRows) return false;
  const [, second = fewestOfClass] = [...view.classCounts].sort((a, b) => b - a);
  return second >= fewestOfClass;
}

function strength(scene: Scene, association: number): string {
  const target = scene.problem?.target ?? 'the target';
  if (scene.problem?.task === 'regression') {
    return `On its own it explains ${percent(association)} of the variation of ${target} (R² ${association.toFixed(3)})`;
  }
  const often = (1 + association) / 2;
  const what = scene.problem?.task === 'multiclass' ? `tells the classes of ${target} apart` : `ranks the rows by ${target}`;
  return `On its own it ${what} with Gini ${association.toFixed(3)} (ROC AUC ${often.toFixed(3)})`;
}

function leak(scene: Scene, { name, association }: ColumnProfile): Finding {
  return finding('leak', name, {
    severity: 'bad',
    title: `${name} gives the target away`,
    detail: `${strength(scene, association ?? 0)}. A column like that usually holds the answer itself or is filled in afterwards, and then it is not there when a prediction is needed. It is left out unless you keep it.`,
    fixes: [setRole(name, 'feature', 'Keep it as a feature')],
    applied: appliedRole(scene, name, 'ignored', 'Left out'),
  });
}

function suspicious(scene: Scene, { name, association }: ColumnProfile): Finding {
  return finding('suspicious', name, {
    severity: 'warn',
    title: `${name} predicts the target very well on its own`,
    detail: `${strength(scene, association ?? 0)}. That may be true and useful; make sure that it is known before ${scene.problem?.target ?? 'the target'} is.`,
    fixes: [setRole(name, 'ignored', 'Leave it out')],
  });
}

/** Columns that alone predict the target so well that they may hold the answer; `skip` names those judged otherwise. */
export function findGiveaways(scene: Scene, skip: ReadonlySet<string>): Finding[] {
  if (!enoughRows(scene)) return [];
  return inputColumns(scene).flatMap((column) => {
    const association = column.association ?? 0;
    if (skip.has(column.name) || association < suspiciousFrom) return [];
    return [association >= leakFrom ? leak(scene, column) : suspicious(scene, column)];
  });
}
