import { describe, expect, it } from 'vitest';
import { layoutOf } from '../../../src/core/nets/net-layout.ts';
import { plainAnswers, plainGradient } from '../../../src/core/nets/plain-net.ts';
import { outputsOf } from '../../../src/core/nets/net-shape.ts';
import { netRows, netSamples, netStart } from '../../support/net-samples.ts';

describe.each(Object.entries(netSamples))('%s', (_name, shape) => {
  const layout = layoutOf(shape);
  const train = netRows(shape, 9, 1, true);
  const rows = [3, 1, 4, 8, 5, 2];
  const parameters = Float64Array.from(netStart(shape, 2).parameters);
  const options = { labelSmoothing: shape.output === 'classes' ? 0.1 : 0, stepSeed: 77 };

  it('has the gradient that differences of the loss give', () => {
    const { gradient } = plainGradient(shape, layout, parameters, train, rows, options);
    const h = 1e-5;
    for (let i = 0; i < layout.nParameters; i += 1 + Math.floor(layout.nParameters / 150)) {
      const lossAt = (value: number) => plainGradient(shape, layout, Object.assign(parameters.slice(), { [i]: value }), train, rows, options).loss;
      const difference = (lossAt(parameters[i] + h) - lossAt(parameters[i] - h)) / (2 * h);
      expect(Math.abs(gradient[i] - difference)).toBeLessThan(1e-6);
    }
    expect(gradient.some((value) => value !== 0)).toBe(true);
  });

  it('answers each row on its own', () => {
    const all = plainAnswers(shape, layout, parameters, train.x, 9);
    const k = outputsOf(shape);
    const one = plainAnswers(shape, layout, parameters, train.x.slice(4 * shape.nBase, 5 * shape.nBase), 1);
    expect(Array.from(all.slice(4 * k, 5 * k))).toEqual(Array.from(one));
  });
});
