import { boosting } from './boosting.ts';
import { dummy } from './dummy.ts';
import type { Estimator } from './estimator.ts';
import { knn } from './knn.ts';
import { linear } from './linear.ts';

/** The learners that train in plain TypeScript, simplest first; nets are trained by engine/. */
export const coreEstimators: readonly Estimator[] = [dummy, linear, knn, boosting];

export { boosting, dummy, knn, linear };
