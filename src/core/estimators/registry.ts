import { boosting, createBoosting } from './boosting.ts';
import { dummy } from './dummy.ts';
import { ebm } from './ebm.ts';
import type { Estimator } from './estimator.ts';
import { extraTrees, forest } from './forest.ts';
import { knn } from './knn.ts';
import { linear } from './linear.ts';
import { tree } from './tree.ts';
import type { TreeKernels } from './tree-kernels.ts';

/** The learners that train in plain TypeScript, simplest first; nets are trained by engine/. */
export const coreEstimators: readonly Estimator[] = [dummy, linear, tree, knn, forest, extraTrees, boosting, ebm];

/** The same learners, with the boosted trees grown by `kernels`. */
export function estimatorsWith(kernels: TreeKernels): readonly Estimator[] {
  return coreEstimators.map((estimator) => (estimator.id === boosting.id ? createBoosting(kernels) : estimator));
}

export { boosting, dummy, ebm, extraTrees, forest, knn, linear, tree };
