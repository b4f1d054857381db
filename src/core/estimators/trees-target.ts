import type { TrainSet } from '../matrix/matrix.ts';
import { createNumberCriterion, type Criterion } from './tree-criterion.ts';
import { createClassCriterion } from './tree-criterion-classes.ts';
import { outputClassesOf } from './targets.ts';
import type { TreesState } from './trees-state.ts';

/** What trees are grown for: numbers, the share of the later of two classes, or one share a class that has weight. */
export interface TreesTarget {
  readonly outputClasses: readonly number[];
  readonly width: number;
  /** `choose` as in createClassCriterion. */
  readonly criterion: (choose: ((n: number) => number) | null) => Criterion;
}

/** The target of `train`; null where only one class has weight, which `stateOfOneClass` predicts. */
export function treesTargetOf({ y, weights }: TrainSet): TreesTarget | null {
  if (y.kind === 'number') return { outputClasses: [], width: 1, criterion: () => createNumberCriterion(y.values) };
  const present = outputClassesOf(y, weights);
  if (present.length < 2) return null;
  if (present.length === 2) {
    const later = Float64Array.from(y.codes, (code) => (code === present[1] ? 1 : 0));
    return { outputClasses: present, width: 1, criterion: () => createNumberCriterion(later) };
  }
  const indexOf = new Int32Array(y.classes.length);
  present.forEach((code, k) => (indexOf[code] = k));
  const codes = y.codes.map((code) => indexOf[code]);
  return {
    outputClasses: present,
    width: present.length,
    criterion: (choose) => createClassCriterion(codes, present.length, choose),
  };
}

/** What is learned from rows of one class only: to predict it, with no tree. */
export function stateOfOneClass({ y, weights }: TrainSet): TreesState {
  return {
    outputClasses: outputClassesOf(y, weights),
    width: 0,
    roots: new Int32Array(),
    feature: new Int32Array(),
    threshold: new Float32Array(),
    left: new Int32Array(),
    right: new Int32Array(),
    missingLeft: new Uint8Array(),
    set: new Int32Array(),
    sets: new Uint32Array(),
    values: new Float64Array(),
    levelBins: {},
    seen: null,
  };
}
