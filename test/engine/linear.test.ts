import { describe, expect, it } from 'vitest';
import { linear } from '../../src/core/estimators/linear.ts';
import { predictLinear, type LinearState } from '../../src/core/estimators/linear-predict.ts';
import type { FittedModel, Params } from '../../src/core/estimators/estimator.ts';
import { Cancelled, uncontrolled, type Control } from '../../src/core/math/control.ts';
import { createRng } from '../../src/core/math/rng.ts';
import type { TrainSet } from '../../src/core/matrix/matrix.ts';
import { withDevice } from '../../src/engine/device.ts';
import { createLinearOn } from '../../src/engine/linear-estimator.ts';
import { columnUnits, uploadRows } from '../../src/engine/linear-rows.ts';
import { memory } from '../../src/engine/tf.ts';
import { numbersOf } from '../contract/estimator-samples.ts';
import { wideSet } from './linear-sets.ts';

const onCpu = createLinearOn('cpu');
const fit = async (estimator: typeof linear, train: TrainSet, params: Params = {}, control: Control = uncontrolled) =>
  (await estimator.fit(train, params, createRng(0), control)).model as FittedModel<LinearState>;

const heldTensors = () => withDevice('cpu', async () => memory().numTensors);

/** The largest difference, as a share of the largest of the numbers expected. */
function apart(seen: ArrayLike<number>, expected: ArrayLike<number>): number {
  const size = Math.max(...Array.from(expected, Math.abs));
  return Math.max(...Array.from(expected, (value, i) => Math.abs(seen[i] - value))) / size;
}

/** Effects by deviation of their column, which are of one size whatever its unit. */
function standardised({ state }: FittedModel<LinearState>, { X }: TrainSet): number[] {
  const { scales } = columnUnits(X, new Float64Array(X.nRows).fill(1));
  return Array.from(state.coefficients, (value, at) => value * scales[at % scales.length]);
}

describe.each(['binary', 'multiclass', 'regression'] as const)('the linear model on a device, %s', (task) => {
  it.each([
    ['as it stands', false, {}],
    ['weighted', true, {}],
    ['strongly penalised', false, { lambda: 300 }],
    ['hardly penalised', true, { lambda: 1e-3 }],
  ] as const)('is core’s, %s', async (_, weighted, params) => {
    const train = wideSet(task, 1500, 24, weighted);
    const [own, core] = [await fit(onCpu, train, params), await fit(linear, train, params)];
    expect(own.state.lambda).toBe(core.state.lambda);
    expect({ ...own, state: null, iterations: 0 }).toEqual({ ...core, state: null, iterations: 0 });
    // Single precision leaves a gradient of some 3e-7 of the rows. That moves an effect the more, the less the rows and the
    // penalty hold it: classes that are all but separated, without penalty, by 5e-4; else by some 1e-6.
    const most = task === 'regression' ? 1e-9 : (params as Params).lambda === 1e-3 ? 1e-3 : 2e-5;
    expect(apart(standardised(own, train), standardised(core, train))).toBeLessThan(most);
    expect(apart(numbersOf(predictLinear(own, train.X)), numbersOf(predictLinear(core, train.X)))).toBeLessThan(most);
  });

  it('leaves no tensor behind, also where it is stopped, which it sees soon', async () => {
    const train = wideSet(task, 20_000, 20);
    await fit(onCpu, wideSet(task, 100, 4));
    const before = await heldTensors();
    await fit(onCpu, wideSet(task, 200, 5));
    expect(await heldTensors()).toBe(before);
    let breaths = 0;
    const control: Control = { ...uncontrolled, breathe: async () => void breaths++, cancelled: () => breaths >= 4 };
    await expect(fit(onCpu, train, {}, control)).rejects.toBeInstanceOf(Cancelled);
    expect(breaths).toBe(4);
    expect(await heldTensors()).toBe(before);
  });
});

describe('numbers on a device', () => {
  it('come out right where columns are all but equal, which a rough Gram matrix cannot tell', async () => {
    const { X, y } = wideSet('regression', 400, 6);
    const values = X.values.map((value, at) => (at % 6 === 1 ? X.values[at - 1] + 1e-5 * Math.sin(at) : value));
    const train = { ...wideSet('regression', 400, 6), X: { ...X, values }, y };
    const [own, core] = [await fit(onCpu, train, { lambda: 1e-9 }), await fit(linear, train, { lambda: 1e-9 })];
    expect(apart(numbersOf(predictLinear(own, X)), numbersOf(predictLinear(core, X)))).toBeLessThan(1e-6);
  });

  it('are core’s own where there are more features than rows', async () => {
    const train = wideSet('regression', 20, 30);
    expect((await fit(onCpu, train)).state).toEqual((await fit(linear, train)).state);
  });
});

it('rows too large for the device are refused before they are uploaded', async () => {
  const { X } = wideSet('binary', 100, 10);
  const units = columnUnits(X, new Float64Array(100).fill(1));
  const before = await heldTensors();
  await withDevice('cpu', async (device) => {
    const upload = (maxTensorBytes: number, id: 'cpu' | 'wasm') => uploadRows({ ...device, id, maxTensorBytes }, X, units, async () => undefined);
    await expect(upload(3999, 'cpu')).rejects.toMatchObject({ code: 'TooLargeForDevice' });
    await expect(upload(7999, 'wasm')).rejects.toMatchObject({ code: 'TooLargeForDevice' });
    (await upload(4000, 'cpu')).dispose();
  });
  expect(await heldTensors()).toBe(before);
});
