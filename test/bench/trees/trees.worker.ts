import { createBoosting } from '../../../src/core/estimators/boosting.ts';
import type { FittedModel, Params } from '../../../src/core/estimators/estimator.ts';
import type { BoostingState } from '../../../src/core/estimators/boosting-predict.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import type { DesignMatrix, TrainSet } from '../../../src/core/matrix/matrix.ts';
import { rocAuc } from '../../../src/core/metrics/roc-auc.ts';
import { createTreeKernels } from '../../../src/kernels/tree-kernels.ts';
import { TurnControl } from '../../../src/worker/turn-control.ts';

export type TreesRequest =
  | { readonly kind: 'load'; readonly rows: number; readonly columns: number; readonly classes: number }
  | { readonly kind: 'fit'; readonly params: Params }
  | { readonly kind: 'predict' };

export interface TreesAnswer {
  readonly seconds: number;
  readonly kernels: string;
  readonly trees: number;
  /** Of a prediction; else NaN. */
  readonly rocAuc: number;
  readonly error?: string;
}

/** The control of a job, without the page that it reports to. */
class QuietControl extends TurnControl {
  progress(): void {}
}

const kernels = createTreeKernels();
let sample: { readonly X: DesignMatrix; readonly codes: Int32Array; readonly classes: readonly string[] } | null = null;
let model: FittedModel<BoostingState> | null = null;

async function load(
  { rows, columns, classes }: TreesRequest & { kind: 'load' },
  [x, y]: readonly File[],
): Promise<void> {
  const numeric = (j: number) => ({ name: `x${j}`, source: `x${j}`, kind: 'numeric' as const, levels: null });
  const values = new Float32Array(await x.arrayBuffer());
  const X = { nRows: rows, features: Array.from({ length: columns }, (_, j) => numeric(j)), values };
  const codes = Int32Array.from(new Float32Array(await y.arrayBuffer()));
  sample = { X, codes, classes: Array.from({ length: classes }, (_, c) => `class ${c}`) };
}

/** Does what is asked; the seconds are those of fitting or predicting alone. */
async function act(request: TreesRequest, files: readonly File[]): Promise<Pick<TreesAnswer, 'seconds' | 'rocAuc'>> {
  if (request.kind === 'load') {
    await load(request, files);
    return { seconds: NaN, rocAuc: NaN };
  }
  if (!sample) throw new Error('nothing is loaded');
  const { X, codes, classes } = sample;
  const boosting = createBoosting(await kernels);
  const startedAt = performance.now();
  const elapsed = () => (performance.now() - startedAt) / 1000;
  if (request.kind === 'fit') {
    const train = { X, y: { kind: 'classes', codes, classes }, weights: null, stopping: null } as unknown as TrainSet;
    ({ model } = await boosting.fit(train, request.params, createRng(0), new QuietControl()));
    return { seconds: elapsed(), rocAuc: NaN };
  }
  if (!model) throw new Error('nothing is fitted');
  const predicted = boosting.predict(model, X);
  const seconds = elapsed();
  const area = rocAuc.compute({ kind: 'classes', codes, classes }, predicted, { positiveIndex: 1, threshold: 0.5 });
  return { seconds, rocAuc: area };
}

globalThis.onmessage = async ({ data }: MessageEvent<{ request: TreesRequest; files: readonly File[] }>) => {
  const { id } = await kernels;
  let answer: TreesAnswer;
  try {
    const { seconds, rocAuc: area } = await act(data.request, data.files);
    answer = { seconds, kernels: id, trees: model?.state.forest.roots.length ?? 0, rocAuc: area };
  } catch (error) {
    answer = { seconds: NaN, kernels: id, trees: 0, rocAuc: NaN, error: String(error) };
  }
  globalThis.postMessage(answer);
};
