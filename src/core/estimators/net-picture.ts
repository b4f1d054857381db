import type { LabelledSet } from '../matrix/matrix.ts';
import type { NetProjection } from '../math/control.ts';
import type { TargetValues } from '../metrics/predictions.ts';
import { layoutOf } from '../nets/net-layout.ts';
import type { NetState } from '../nets/net-state.ts';
import { layerScales, mostProjectedRows, projectHidden } from '../nets/projection.ts';
import type { FittedModel } from './estimator.ts';
import type { MlpState } from './mlp-net.ts';
import { asNet } from './mlp-as-net.ts';
import type { ModelPicture } from './model-picture.ts';
import { checkNetInput, preparedRows } from './net-predict.ts';

/** A net as far as it is drawn. */
type Drawn = Pick<NetState, 'shape' | 'parameters'>;

/** Prepared rows with what is known of them. */
interface DrawnRows {
  readonly x: Float32Array;
  readonly nRows: number;
  readonly y: TargetValues;
}

function projectionOf({ shape, parameters }: Drawn, { x, nRows, y }: DrawnRows): NetProjection | null {
  const projected = projectHidden(shape, layoutOf(shape), parameters, x, nRows);
  if (!projected) return null;
  return { ...projected, targets: Float32Array.from((y.kind === 'classes' ? y.codes : y.values).subarray(0, nRows)) };
}

function pictureOfNet(classes: readonly string[], net: Drawn, rows: DrawnRows | null): ModelPicture {
  const { shape, parameters } = net;
  const layout = layoutOf(shape);
  const learned = (layer: number) => layout.blocks.filter((block) => block.layer === layer).reduce((sum, { length }) => sum + length, 0);
  return {
    kind: 'net',
    classes,
    members: shape.members,
    parameters: layout.nParameters,
    inputs: { columns: shape.nBase, encoded: shape.nEncoded, embedded: learned(-1) },
    layers: layerScales(shape, layout, parameters, null).map(({ name, weights }, l) => {
      const { inputs, outputs, activation } = shape.layers[l];
      return { name, inputs, outputs, activation, parameters: learned(l), weights };
    }),
    projection: rows && projectionOf(net, rows),
  };
}

const shownOf = ({ X }: LabelledSet) => Math.min(X.nRows, mostProjectedRows);

/** The layers of a perceptron, and how it sees up to 300 of the rows. */
export function mlpPicture({ classes, state }: FittedModel<MlpState>, rows: LabelledSet | null): ModelPicture {
  return pictureOfNet(classes, asNet(state), rows && { x: rows.X.values, nRows: shownOf(rows), y: rows.y });
}

/** The layers of a net, and how it sees up to 300 of the rows. Throws FeatureCountMismatch. */
export function netPicture(model: FittedModel<NetState>, rows: LabelledSet | null): ModelPicture {
  if (!rows) return pictureOfNet(model.classes, model.state, null);
  checkNetInput(model, rows.X);
  const nRows = shownOf(rows);
  return pictureOfNet(model.classes, model.state, { x: preparedRows(model, rows.X, 0, nRows), nRows, y: rows.y });
}
