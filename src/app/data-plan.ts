import { describeStep } from '../core/recipe/describe-step.ts';
import type { RecipeStep } from '../core/recipe/recipe.ts';
import type { ProblemDefinition } from '../core/problem/problem.ts';
import type { ColumnProfile } from '../core/profile/profile.ts';
import { namedPart } from '../core/split/ready.ts';
import type { SplitParams, SplitStrategy } from '../core/split/split.ts';
import { formatCount, formatInteger, formatPercent } from './format.ts';

/** A step of a recipe as a sentence. */
export function recipeSentence(step: RecipeStep): string {
  return describeStep(step);
}

export interface SplitOption {
  readonly value: SplitStrategy;
  readonly label: string;
  readonly disabled: boolean;
}

/** The strategies, as they read in "Rows are split …"; one that cannot be used here is off. */
export function splitOptions(problem: ProblemDefinition | null, columns: readonly ColumnProfile[]): SplitOption[] {
  return [
    { value: 'random', label: 'at random', disabled: false },
    { value: 'stratified', label: 'at random, keeping class shares', disabled: problem?.task === 'regression' },
    { value: 'grouped', label: 'by group', disabled: columns.length < 2 },
    { value: 'time', label: 'in time order', disabled: splitColumns('time', problem, columns).length === 0 },
    { value: 'ready', label: 'as a column says', disabled: splitColumns('ready', problem, columns).length === 0 },
  ];
}

/** Whether the most frequent labels of a column name parts, so that a split may take it. */
function namesParts({ levels }: ColumnProfile): boolean {
  return levels !== null && levels.length > 1 && levels.every(({ level }) => namedPart(level) !== null);
}

/** The columns by which a strategy may group or order the rows. */
export function splitColumns(strategy: SplitStrategy, problem: ProblemDefinition | null, columns: readonly ColumnProfile[]): string[] {
  const free = columns.filter(({ name }) => name !== problem?.target);
  if (strategy === 'grouped') return free.map(({ name }) => name);
  if (strategy === 'ready') return free.filter(namesParts).map(({ name }) => name);
  if (strategy === 'time') return free.filter(({ kind }) => kind === 'datetime' || kind === 'number').map(({ name }) => name);
  return [];
}

/** The change that choosing `strategy` makes, with the column that suits it best. */
export function splitChange(strategy: SplitStrategy, problem: ProblemDefinition | null, columns: readonly ColumnProfile[]): Partial<SplitParams> {
  const candidates = splitColumns(strategy, problem, columns);
  const role = strategy === 'grouped' ? 'group' : 'time';
  const marked = candidates.find((name) => problem?.roles[name] === role);
  const dated = candidates.find((name) => columns.find((column) => column.name === name)?.kind === 'datetime');
  return { strategy, column: marked ?? dated ?? candidates[0] ?? null, gap: 0, reason: 'you chose it' };
}

const dayMs = 86_400_000;

/** How validation rows are had, as it reads in "compared on …". */
export const validationOptions: readonly { readonly value: string; readonly label: string }[] = [
  ...[3, 5, 10].map((nFolds) => ({ value: `folds ${nFolds}`, label: `${nFolds} folds` })),
  { value: 'holdout 0.2', label: '20% held out' },
];

/** The options with the one in use among them. */
export function validationChoices(validation: SplitParams['validation']): { readonly value: string; readonly options: typeof validationOptions } {
  const value = validation.kind === 'folds' ? `folds ${validation.nFolds}` : `holdout ${validation.share}`;
  if (validationOptions.some((option) => option.value === value)) return { value, options: validationOptions };
  const label = validation.kind === 'folds' ? `${validation.nFolds} folds` : `${formatPercent(validation.share)} held out`;
  return { value, options: [{ value, label }, ...validationOptions] };
}

/** The change that an option of `validationOptions` makes. */
export function validationChange(value: string): Partial<SplitParams> {
  const [kind, amount] = value.split(' ');
  return { validation: kind === 'folds' ? { kind: 'folds', nFolds: Number(amount) } : { kind: 'holdout', share: Number(amount) } };
}

/** The unit in which the gap of a split by this column is given: days for dates, else the column's own. */
export function gapUnit({ column }: SplitParams, columns: readonly ColumnProfile[]): { readonly name: string; readonly size: number } {
  const isDate = columns.find(({ name }) => name === column)?.kind === 'datetime';
  return isDate ? { name: 'days', size: dayMs } : { name: `of ${column ?? 'time'}`, size: 1 };
}

export const testShares: readonly { readonly value: string; readonly label: string }[] = [
  0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5,
].map((share) => ({ value: String(share), label: formatPercent(share) }));

/** Test shares on offer, with the one in use among them. */
export function testShareOptions(share: number): readonly { readonly value: string; readonly label: string }[] {
  if (testShares.some(({ value }) => value === String(share))) return testShares;
  return [...testShares, { value: String(share), label: formatPercent(share) }].sort((a, b) => Number(a.value) - Number(b.value));
}

/** What the split gave, in a line: "19,536 rows to train and compare on, in 5 folds; 4,884 locked." */
export function splitOutcome(params: SplitParams, result: { readonly developmentRows: number; readonly testRows: number } | null): string {
  const { validation } = params;
  const how = validation.kind === 'folds' ? `in ${validation.nFolds} folds` : `${formatPercent(validation.share)} of them held out`;
  if (!result) return `Candidates are compared ${validation.kind === 'folds' ? how : `on ${formatPercent(validation.share)} of the other rows, held out`}.`;
  return `${formatCount(result.developmentRows, 'row')} to train and compare on, ${how}; ${formatInteger(result.testRows)} locked.`;
}
