import type { Control } from '../../math/control.ts';
import { selectColumns } from '../../table/table.ts';
import type { Finding } from '../profile.ts';
import { associate } from '../relations/associations.ts';
import { finding, inputColumns, setRole, type Scene } from './scene.ts';
import { named } from './wording.ts';

/** Two columns that go together more than this say the same, as good as. */
const redundantFrom = 0.9;
/** Cells looked at in all pairs together: enough to tell 0.9 from 0.8, and soon done. */
const mostCells = 20_000_000;
const fewestRows = 30;

/** Columns joined by pairs that go together, the columns of each set in the order of `names`. */
function joined(names: readonly string[], goTogether: (i: number, j: number) => boolean): number[][] {
  const setOf = names.map((_, i) => i);
  const root = (i: number): number => (setOf[i] === i ? i : root(setOf[i]));
  for (let i = 0; i < names.length; i++) {
    for (let j = i + 1; j < names.length; j++) if (goTogether(i, j)) setOf[Math.max(root(i), root(j))] = Math.min(root(i), root(j));
  }
  const sets = new Map<number, number[]>();
  names.forEach((_, i) => sets.set(root(i), [...(sets.get(root(i)) ?? []), i]));
  return [...sets.values()].filter((set) => set.length > 1);
}

/** Which of a pair says what the other says: all of it, or as much as follows from it. */
function titleOfPair({ columns }: Scene, kept: string, other: string, strength: number): string {
  const follows = (coarse: string, fine: string) => {
    const [a, b] = [coarse, fine].map((name) => columns.find((column) => column.name === name));
    return a !== undefined && b?.kind === 'category' && 2 * a.distinct <= b.distinct;
  };
  if (follows(other, kept)) return `${other} follows from ${kept}`;
  if (follows(kept, other)) return `${kept} follows from ${other}`;
  return `${other} says ${strength > 0.9995 ? 'the same' : 'nearly the same'} as ${kept}`;
}

/** From here on a column tells something of the target by itself. */
const tellingFrom = 0.05;

function mostTelling({ problem }: Scene, kept: string, association: number): string {
  return problem && association >= tellingFrom ? ` Of them, ${kept} tells the most of ${problem.target} by itself.` : '';
}

/** Features that repeat one another; `skip` names columns that are set aside anyway. Throws Cancelled. */
export async function findRedundant(scene: Scene, skip: ReadonlySet<string>, control: Control): Promise<Finding[]> {
  const columns = inputColumns(scene).filter(({ name, kind, distinct }) => kind !== 'text' && distinct > 1 && !skip.has(name));
  if (scene.nRows < fewestRows || columns.length < 2) return [];
  const importance = new Map(columns.map(({ name, association }) => [name, association ?? 0]));
  const mostRows = Math.max(1000, Math.min(20_000, Math.floor(mostCells / columns.length ** 2)));
  const table = selectColumns(scene.table, columns.map(({ name }) => name));
  const found = await associate(table, { target: null, importance, mostRows }, { ...control, progress: () => undefined });
  const n = found.columns.length;
  // In the order of the table, so that what is found does not hang on the order of the clusters.
  const place = new Map(found.columns.map(({ name }, at) => [name, at]));
  const names = columns.map(({ name }) => name).filter((name) => place.has(name));
  const strength = (i: number, j: number) => found.strength[(place.get(names[i]) ?? 0) * n + (place.get(names[j]) ?? 0)];
  const sets = joined(names, (i, j) => Math.abs(strength(i, j)) > redundantFrom);
  return sets.map((set) => {
    const byImportance = set.toSorted((a, b) => (importance.get(names[b]) ?? 0) - (importance.get(names[a]) ?? 0) || a - b);
    const [kept, ...others] = byImportance.map((at) => names[at]);
    const weakest = others.toReversed().slice(0, 2);
    const title = set.length === 2 ? titleOfPair(scene, kept, others[0], Math.abs(strength(set[0], set[1]))) : `${named([kept, ...others])} say nearly the same`;
    const measured = set.length === 2 ? `Their association is ${Math.abs(strength(set[0], set[1])).toFixed(2)}` : `Each is associated with another of them by over ${redundantFrom}`;
    return finding('redundant', set.length === 2 ? others[0] : null, {
      severity: 'info',
      title,
      detail: `${measured}. Predictions hardly suffer from it, but what matters to ${scene.problem?.target ?? 'the target'} is shared out between them, so importance and explanations understate each.${mostTelling(scene, kept, importance.get(kept) ?? 0)}`,
      fixes: weakest.map((name) => setRole(name, 'ignored', `Leave ${name} out`)),
      related: [kept, ...others],
      idSuffix: [kept, ...others].toSorted().join('+'),
    });
  });
}
