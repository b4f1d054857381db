import { describe, expect, it } from 'vitest';
import { layoutOf } from '../../../src/core/nets/net-layout.ts';
import { groupTasks, largestBuffer, replicasOf } from '../../../src/engine/gpu/replicas.ts';
import { netOptimiser, netRows, netSamples, netTask } from '../../support/net-samples.ts';

const shape = netSamples['one relu net of classes'];
const task = netTask(shape, 16, 64);
const gigabyte = 2 ** 30;
const places = (tasks: Parameters<typeof groupTasks>[1], limit = gigabyte) => groupTasks('direct', tasks, limit);

describe('tasks that are trained at once', () => {
  it('are of one net; what a fold teaches may differ, and how many rows it has', () => {
    const { layers } = shape;
    const wider = { ...shape, segments: [...shape.segments, { kind: 'number' as const, source: 5, at: 5 }], nBase: 6, nEncoded: 6, layers: [{ ...layers[0], inputs: 6 }, ...layers.slice(1)] };
    const fold = { ...netTask(wider, 16, 70), stopping: null };
    const others = [
      { ...task, optimiser: netOptimiser(shape, { clip: null }) },
      netTask({ ...shape, layers: layers.map((layer) => ({ ...layer, dropout: layer.activation === 'linear' ? 0 : 0.5 })) }, 16, 64),
      netTask(netSamples['shared weights, numbers'], 16, 64),
    ];
    expect(places([task, others[0], fold, others[1], others[2], others[0], netTask(shape, 8, 64)])).toEqual([[0, 2, 6], [1, 5], [3], [4]]);
  });

  it('are sixteen at most, and no more than fit into buffers of the device and half a gigabyte in all', () => {
    expect(places(new Array(20).fill(task)).map((group) => group.length)).toEqual([16, 4]);
    const { bytes } = largestBuffer('direct', task);
    expect(places([task, task, task, task, task], 2 * bytes)).toEqual([[0, 1], [2, 3], [4]]);
    const large = { ...task, train: { ...netRows(shape, 1, 1), nRows: 12_000_000, x: { length: 60_000_000 } as Float32Array } };
    expect(places([large, large, task])).toEqual([[0, 2], [1]]);
  });

  it('stand one after another in every buffer', () => {
    const { replicas, lengths } = replicasOf('direct', [task, netTask(shape, 16, 90)]);
    const { nParameters } = layoutOf(shape);
    expect(replicas[0].at).toEqual({ parameters: 0, parts: 0, x: 0, rows: 0, batch: 0, encoded: 0, columns: 0, losses: 0 });
    expect(replicas[1].at).toMatchObject({ parameters: nParameters, x: 64 * 5, rows: 64, batch: 16, encoded: 16 * 5 });
    expect(lengths).toMatchObject({ parameters: 2 * nParameters, x: 154 * 5, rows: 154, encoded: 2 * 16 * 5 });
  });
});
