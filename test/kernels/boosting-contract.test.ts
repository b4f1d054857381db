import { createBoosting } from '../../src/core/estimators/boosting.ts';
import { estimatorContract } from '../contract/estimator-contract.ts';
import { ofBoosting } from '../contract/of-boosting.ts';
import { simdKernels } from '../support/simd-kernels.ts';

estimatorContract(createBoosting(await simdKernels()), ofBoosting);
