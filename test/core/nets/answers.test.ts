import { describe, expect, it } from 'vitest';
import { netAnswers, unitsOf } from '../../../src/core/nets/answers.ts';
import { layoutOf } from '../../../src/core/nets/net-layout.ts';
import { hiddenOutputs, plainAnswers } from '../../../src/core/nets/plain-net.ts';
import { outputsOf } from '../../../src/core/nets/net-shape.ts';
import { netRows, netSamples, netStart } from '../../support/net-samples.ts';

describe.each(Object.entries(netSamples))('%s', (_name, shape) => {
  const layout = layoutOf(shape);
  const { parameters } = netStart(shape, 3);
  // More rows than are computed at once.
  const { x } = netRows(shape, 150, 4);

  it('answers as the plain net does, to the last bit', () => {
    const answers = netAnswers(shape, layout, parameters, x, 150);
    expect(answers).toHaveLength(150 * outputsOf(shape));
    expect(answers).toEqual(plainAnswers(shape, layout, parameters, x, 150));
    expect(new Set(answers).size).toBeGreaterThan(100);
  });

  it('gives the units of each layer of the first member', () => {
    shape.layers.forEach((_, l) => expect(unitsOf(shape, layout, parameters, x, 150, l)).toEqual(hiddenOutputs(shape, layout, parameters, x, 150, l)));
  });

  it('answers no rows with nothing', () => {
    expect(netAnswers(shape, layout, parameters, new Float32Array(0), 0)).toEqual(new Float64Array(0));
  });
});
