import { boosting, createBoosting } from './boosting.ts';
import { dummy } from './dummy.ts';
import type { Estimator } from './estimator.ts';
import { linear } from './linear.ts';
import type { TreeKernels } from './tree-kernels.ts';

/** The learners that train in plain TypeScript, simplest first; nets are trained by engine/. */
export const coreEstimators: readonly Estimator[] = [dummy, linear, boosting];

/** The same learners, with the boosted trees grown by `kernels`. */
export function estimatorsWith(kernels: TreeKernels): readonly Estimator[] {
  return coreEstimators.map((estimator) => (estimator.id === boosting.id ? createBoosting(kernels) : estimator));
}

export { boosting, dummy, linear };
