import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { TargetValues } from '../../../src/core/metrics/predictions.ts';
import { associationF } from '../../../src/core/recipe/association.ts';
import type { PcaState } from '../../../src/core/recipe/pca.ts';
import { transformerOf } from '../../../src/core/recipe/registry.ts';
import type { PowerScaleState } from '../../../src/core/recipe/scale.ts';
import type { RecipeStep } from '../../../src/core/recipe/steps.ts';
import { numbersOf, type WorkColumn } from '../../../src/core/recipe/transformer.ts';
import { numberColumn } from '../../support/column-builders.ts';
import { fitContext } from '../../support/fit-context.ts';

type Cells = (number | null)[];

interface Case {
  readonly step: Omit<RecipeStep, 'columns'>;
  readonly name: string;
  readonly train: Cells[];
  readonly later: Cells[];
  readonly expected: Cells[];
  /** What counts as 1 where values near 0 come out of larger ones. */
  readonly unit?: number;
  readonly lam?: number;
  readonly center?: number;
  readonly spread?: number;
  readonly explained?: number[];
  readonly scores?: number[];
  readonly target?: { readonly kind: 'classes'; readonly codes: number[] } | { readonly kind: 'number'; readonly values: number[] };
}

type Written = Omit<Case, 'train' | 'later' | 'expected'> & { readonly train: number; readonly later: number; readonly expected: number };
const written = JSON.parse(readFileSync(new URL('./numbers.json', import.meta.url), 'utf8')) as { tables: Cells[][]; cases: Written[] };
const cases = written.cases.map((one): Case => {
  const { train, later, expected } = one;
  return { ...one, train: written.tables[train], later: written.tables[later], expected: written.tables[expected] };
});

function columnsOf(table: readonly Cells[]): WorkColumn[] {
  return table.map((cells, j) => ({ column: numberColumn(`x${j}`, cells), source: `x${j}`, final: false }));
}

function targetOf({ target }: Case): TargetValues | null {
  if (!target) return null;
  if (target.kind === 'number') return { kind: 'number', values: Float64Array.from(target.values) };
  return { kind: 'classes', codes: Int32Array.from(target.codes), classes: ['a', 'b', 'c'] };
}

interface Outcome {
  readonly state: unknown;
  readonly produced: Float64Array[];
}

/** What the transformer of a case learns, and what it makes of the later rows; `learned` takes the place of the state. */
function run(one: Case, learned?: unknown): Outcome {
  const step = { ...one.step, columns: one.train.map((_, j) => `x${j}`) } as RecipeStep;
  const transformer = transformerOf(step.kind);
  const context = fitContext(targetOf(one));
  if (transformer.scope === 'block') {
    const state = transformer.fit(columnsOf(one.train), step, context);
    return { state, produced: numbersOf(transformer.transform(columnsOf(one.later), state)) };
  }
  const state = transformer.fit(columnsOf(one.train)[0].column, step, context);
  const produced = transformer.transform(columnsOf(one.later)[0].column, learned ?? state);
  return { state, produced: numbersOf(produced.map((made) => ({ ...made, source: 'x0' }))) };
}

function expectClose(seen: ArrayLike<number>, expected: Cells, tolerance: number, unit = 0): void {
  expect(seen).toHaveLength(expected.length);
  expected.forEach((wanted, i) => {
    if (wanted === null) expect(seen[i]).toBeNaN();
    else expect(Math.abs(seen[i] - wanted)).toBeLessThanOrEqual(tolerance * Math.max(unit, Math.abs(wanted)));
  });
}

const titleOf = ({ step, name }: Case) => `${Object.values(step).join(' ')} of ${name}`;
const isPower = ({ lam }: Case) => lam !== undefined;

describe.each([...new Set(cases.map(({ step }) => step.kind))])('%s', (kind) => {
  const own = cases.filter((one) => one.step.kind === kind && !isPower(one));
  test.each(own.map((one) => [titleOf(one), one] as const))('%s', (_title, one) => {
    const { produced } = run(one);
    expect(produced).toHaveLength(one.expected.length);
    produced.forEach((values, j) => expectClose(values, one.expected[j], 1e-10, one.unit));
  });
});

describe('yeo-johnson', () => {
  test.each(cases.filter(isPower).map((one) => [one.name, one] as const))('%s: lambda to 1e-6, and the same values for the same lambda', (_name, one) => {
    const { state, produced } = run(one);
    expect(Math.abs((state as PowerScaleState).lambda - (one.lam ?? NaN))).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(one.lam ?? NaN)));
    expectClose(produced[0], one.expected[0], 1e-5, 1);
    const theirs = { lambda: one.lam, center: one.center, spread: one.spread };
    expectClose(run(one, theirs).produced[0], one.expected[0], 1e-10, 1);
  });
});

test('components explain what they explain', () => {
  const own = cases.filter(({ explained }) => explained !== undefined);
  expect(own.length).toBeGreaterThan(8);
  for (const one of own) expectClose((run(one).state as PcaState).explained, one.explained ?? [], 1e-10);
});

test('features are scored as they are', () => {
  const own = cases.filter(({ scores }) => scores !== undefined);
  expect(own.length).toBeGreaterThan(8);
  for (const one of own) {
    const target = targetOf(one);
    expectClose(one.train.map((cells) => associationF(Float64Array.from(cells, (cell) => cell ?? NaN), target as TargetValues)), one.scores ?? [], 1e-10, 1e-3);
  }
});
