import { describe, expect, it } from 'vitest';
import { followed, noRun, withPoints } from '../../src/app/live-run.ts';
import { liveCurves } from '../../src/app/model-live.ts';
import { constantRate, learningRateView } from '../../src/app/model-rate.ts';
import type { NetInside } from '../../src/app/net-inside.ts';
import { layersView } from '../../src/app/net-layers.ts';
import { projectionView } from '../../src/app/net-projection.ts';
import type { RunEvent } from '../../src/core/training/run.ts';
import { band, clouds, netPicture, netView, realmlp, wavyCurve } from '../ui/fixtures/nets.ts';

const layer = (name: string, gradients?: number, weights = 0.1) => ({ name, weights, ...(gradients === undefined ? {} : { gradients }) });
const net = (...layers: NetInside['layers']): NetInside => ({ layers, projection: null });
const reading = (...layers: NetInside['layers']) => layersView(net(...layers))?.reading;

describe('the layers of a net', () => {
  it('are compared by their gradients while it trains', () => {
    const view = layersView(netView(144, null));
    expect(view?.reading).toBe('Gradients of layer 1 are 40 times smaller than those of the output. After 144 epochs.');
    expect(view?.rows.map(({ name, weights, gradients }) => [name, weights, gradients])).toEqual([
      ['Layer 1', '0.18', '2.2e-5'],
      ['Layer 2', '0.092', '1.3e-4'],
      ['Layer 3', '0.089', '4.1e-4'],
      ['Output', '0.31', '8.8e-4'],
    ]);
    expect(view?.ticks).toEqual([{ at: 0, label: '1e-5' }, { at: 0.5, label: '1e-4' }, { at: 1, label: '0.001' }]);
    expect(view?.rows[0].gradientsAt).toBeCloseTo(Math.log10(2.2) / 2, 10);
    expect(view?.rows.map(({ weightsLength }) => Math.round(100 * weightsLength))).toEqual([59, 30, 28, 100]);
    expect(view?.table).toEqual({ columns: ['layer', 'weights, root mean square', 'gradients, root mean square'], rows: expect.arrayContaining([['Output', '0.312', '0.00088']]) });
  });

  it.each([
    ['of one size', [layer('Layer 1', 1e-3), layer('Output', 2e-3)], 'The gradients of all layers are of one size, as they should be.'],
    ['of one layer', [layer('Output', 2e-3)], 'It is one layer.'],
    ['that vanish', [layer('Layer 1', 1e-6), layer('Layer 2', 1e-4), layer('Output', 1e-3)], 'Gradients of layer 1 are 1,000 times smaller than those of the output. It hardly learns.'],
    ['that explode', [layer('Layer 1', 0.5), layer('Output', 0.1)], 'Gradients of layer 1 are 5 times larger than those of the output.'],
    ['that do not arrive', [layer('Layer 1', 0), layer('Output', 0.1)], 'No gradient reaches layer 1, which does not learn.'],
    ['that are no numbers', [layer('Layer 1', NaN), layer('Output', 0.1)], 'Layer 1 holds numbers beyond all bounds: the net has diverged.'],
  ] as const)('tell of gradients %s', (_what, layers, expected) => {
    expect(reading(...layers)).toBe(expected);
  });

  it('are listed with their size where the net is trained, and without gradients', () => {
    const view = layersView(netPicture(band()));
    expect(view?.title).toBe('What are its layers?');
    expect(view?.reading).toBe('Four layers, 160,002 parameters. 14 columns enter as 108 inputs. Weights are largest in the output.');
    expect(view?.rows.map(({ facts }) => facts)).toEqual(['108 to 256 units, SELU, 27,904 parameters', '256 to 256 units, SELU, 65,792 parameters', '256 to 256 units, SELU, 65,792 parameters', '256 to 2 units, 514 parameters']);
    expect(view?.ticks).toEqual([]);
    expect(view?.table.columns).toEqual(['layer', 'size', 'weights, root mean square']);
    expect(layersView({ ...netPicture(band()), members: 32 })?.reading).toMatch(/^32 nets of four layers that answer together, /);
  });

  it('show no gradients where all are nothing, and nothing where there is no layer', () => {
    expect(layersView(net(layer('Layer 1', 0), layer('Output', 0)))?.ticks).toEqual([]);
    expect(layersView(net())).toBeNull();
  });
});

const classes = { task: 'binary' as const, target: 'income', classes: ['<=50K', '>50K'] };
const numbers = { task: 'regression' as const, target: 'price', classes: [] };

describe('the last hidden layer', () => {
  it('is coloured and shaped by class, and says how far they are apart', () => {
    const view = projectionView(clouds(2, 4), classes);
    expect(view?.reading).toBe('The last hidden layer on its first two principal components, which hold 63% of its variance. 100% of the rows lie nearest to the middle of their own class.');
    expect(view?.series.map(({ label, colour, shape, points }) => [label, colour, shape, points.length])).toEqual([['<=50K', { hue: 1 }, 'circle', 225], ['>50K', { hue: 2 }, 'triangle', 75]]);
    expect(view?.key).toBe('income, class');
    expect([view?.x.label, view?.y.label]).toEqual(['first principal component', 'second principal component']);
    expect(view?.table.rows).toHaveLength(300);
    expect(view?.table.rows[0][2]).toBe('>50K');
    expect(Number(/(\d+)% of the rows/.exec(projectionView(clouds(2, 0.1), classes)?.reading ?? '')?.[1])).toBeLessThan(75);
  });

  it('puts the rarest of many classes together', () => {
    const many = { task: 'multiclass' as const, target: 'soil', classes: Array.from({ length: 12 }, (_, at) => `soil ${at}`) };
    const view = projectionView(clouds(12, 2), many);
    expect(view?.series.map(({ label }) => label)).toEqual(['soil 0', 'soil 1', 'soil 2', 'soil 3', 'soil 4', 'soil 5', 'soil 6', '5 other classes']);
    expect(new Set(view?.series.map(({ shape }) => shape)).size).toBe(8);
    expect(view?.series.reduce((sum, { points }) => sum + points.length, 0)).toBe(300);
  });

  it('is shaded and sized by the value of a number, in fifths', () => {
    const view = projectionView(band(), numbers);
    expect(view?.series.map(({ points, colour }) => [points.length, colour])).toEqual([0, 0.25, 0.5, 0.75, 1].map((shade) => [60, { shade }]));
    expect(view?.key).toBe('price');
    const sizes = view?.series.map(({ points }) => points[0].size ?? 0) ?? [];
    expect([...sizes].sort((a, b) => a - b)).toEqual(sizes);
    const same = { ...band(), targets: new Float32Array(300).fill(7) };
    expect(projectionView(same, numbers)?.series.map(({ label }) => label)).toEqual(['7']);
    expect(projectionView(same, numbers)?.reading).toMatch(/variance\.$/);
  });

  it('says how well a plane over it follows a number', () => {
    const { x, y } = band();
    const exact = { x, y, explained: 0.9, targets: x.map((value, at) => 2 * value - y[at]) };
    expect(projectionView(exact, numbers)?.reading).toMatch(/A plane over them follows price with R² 1\.$/);
    const line = { x, y: new Float32Array(x.length), explained: 1, targets: x };
    expect(projectionView(line, numbers)?.reading).toMatch(/R² 1\.$/);
    expect(projectionView({ ...exact, targets: x.map((_, at) => at % 2) }, numbers)?.reading).toMatch(/R² 0\.0\d*\.$/);
  });

  it('is not drawn where there is none, or too little, or no finite place', () => {
    expect(projectionView(null, classes)).toBeNull();
    expect(projectionView(clouds(2, 1, 2), classes)).toBeNull();
    const broken = clouds(2, 1);
    broken.x[5] = NaN;
    expect(projectionView(broken, classes)).toBeNull();
  });
});

describe('the learning rate', () => {
  it('is drawn on the steps of the learning curve', () => {
    const view = learningRateView(wavyCurve(144, 0.6, 0.3));
    expect(view?.reading).toBe('Learning rate 0.017 at step 144; 0.04 at most.');
    expect(view?.x).toMatchObject({ min: 1, max: 144 });
    expect(view?.series[0].points).toHaveLength(144);
    expect(learningRateView(wavyCurve(1000, 0.6, 0.3))?.series[0].points.length).toBeLessThanOrEqual(301);
  });

  it('is said in words where it stays the same, and not at all where it is not known', () => {
    const constant = wavyCurve(10, 0.6, 0.3).map((point) => ({ ...point, rate: 0.002 }));
    expect(learningRateView(constant)).toBeNull();
    expect(constantRate(constant)).toBe('Learning rate 0.002 throughout.');
    const unknown = constant.map(({ step, train, validation }) => ({ step, train, validation }));
    expect([learningRateView(unknown), constantRate(unknown)]).toEqual([null, '']);
  });

  it('goes with the curve and the inside of what is trained', () => {
    const events: Exclude<RunEvent, { type: 'curve' }>[] = [
      { type: 'candidate-started', candidate: realmlp, index: 0, of: 1 },
      { type: 'net-view', candidateId: realmlp.id, view: netView(5, null) },
    ];
    const live = withPoints(events.reduce(followed, noRun), wavyCurve(20, 0.6, 0.3).map((point) => ({ candidateId: realmlp.id, point })));
    expect(liveCurves(live)).toMatchObject([{ id: 'realmlp', rate: { fileName: 'learning-rate' }, net: { step: 5 } }]);
  });
});
