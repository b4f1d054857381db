import { boosting } from './boosting.ts';
import { dummy } from './dummy.ts';
import { ebm } from './ebm.ts';
import type { Estimator } from './estimator.ts';
import { knn } from './knn.ts';
import { linear } from './linear.ts';

/** The learners that train in plain TypeScript, simplest first; nets are trained by engine/. */
export const coreEstimators: readonly Estimator[] = [dummy, linear, knn, boosting, ebm];

export { boosting, dummy, ebm, knn, linear };
