import type { NetView } from '../core/math/control.ts';
import type { NetLayout } from '../core/nets/net-layout.ts';
import type { NetCheckpoint, NetRows } from '../core/nets/net-runner.ts';
import type { NetShape } from '../core/nets/net-shape.ts';
import { layerScales, mostProjectedRows, projectHidden } from '../core/nets/projection.ts';
import type { TargetUnit } from './net-rows.ts';

/** Gives the view of a net's inside at a checkpoint, with the first of `rows` as its last hidden layer sees them. */
export function netViewer(shape: NetShape, layout: NetLayout, rows: NetRows, unit: TargetUnit | null): (checkpoint: NetCheckpoint, epoch: number) => NetView {
  const nRows = Math.min(mostProjectedRows, rows.nRows);
  const targets = rows.targets.subarray(0, nRows).map((target) => (unit ? target * unit.scale + unit.mean : target));
  return ({ mean, v }, epoch) => {
    const projected = projectHidden(shape, layout, mean, rows.x, nRows);
    return { step: epoch, layers: layerScales(shape, layout, mean, v), projection: projected && { ...projected, targets } };
  };
}
