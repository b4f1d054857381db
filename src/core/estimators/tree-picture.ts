import type { FeatureInfo } from '../matrix/matrix.ts';
import type { FittedModel } from './estimator.ts';
import type { ModelPicture, NodeTest, PicturedNode } from './model-picture.ts';
import type { TreesState } from './trees-state.ts';

/**
 * A decision tree as nodes to be drawn, the root first and parents before children. Values are of every class of the
 * model in order, or one number. A model of one class is one leaf.
 */
export function treePicture(features: readonly FeatureInfo[], model: FittedModel<TreesState>): ModelPicture {
  const { state, classes, task } = model;
  const { seen, width, outputClasses } = state;
  const nodes: PicturedNode[] = [];

  function valueOf(from: Float64Array, index: number): number[] {
    const own = Array.from(from.subarray(index * width, (index + 1) * width));
    if (task === 'regression') return own;
    const shares = width === 1 ? [1 - own[0], own[0]] : own;
    const value = classes.map(() => 0);
    outputClasses.forEach((code, k) => (value[code] = outputClasses.length === 1 ? 1 : shares[k]));
    return value;
  }

  function add(child: number): number {
    const index = nodes.length;
    if (child < 0 || !seen) {
      const rows = seen ? seen.leafRows[~child] : 0;
      nodes.push({ test: null, left: null, right: null, rows, value: valueOf(state.values, ~child) });
      return index;
    }
    const node = {
      rows: seen.splitRows[child],
      value: valueOf(seen.splitValues, child),
      test: testOf(features, state, child),
    };
    nodes.push({ ...node, left: null, right: null });
    const left = add(state.left[child]);
    nodes[index] = { ...node, left, right: add(state.right[child]) };
    return index;
  }

  add(state.roots.length > 0 ? state.roots[0] : -1);
  return { kind: 'tree', classes, nodes };
}

function testOf(features: readonly FeatureInfo[], state: TreesState, split: number): NodeTest {
  const column = state.feature[split];
  const { name, levels } = features[column];
  const missingLeft = state.missingLeft[split] === 1;
  const threshold = state.threshold[split];
  if (threshold === threshold) return { kind: 'threshold', feature: name, threshold, missingLeft };
  const bins = state.levelBins[column];
  const isLeft = (bin: number) =>
    bin === 255 ? missingLeft : ((state.sets[state.set[split] + (bin >> 5)] >>> (bin & 31)) & 1) === 1;
  return {
    kind: 'levels',
    feature: name,
    levels: (levels ?? []).filter((_, code) => isLeft(code < bins.length ? bins[code] : 255)),
    missingLeft,
  };
}
