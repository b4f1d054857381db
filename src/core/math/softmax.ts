import { exp } from './exp.ts';

/** out[at … at + K) = softmax of scores[at … at + K), the same bits in every engine; `out` may be `scores`. */
export function softmax(scores: Float64Array, out: Float64Array, at: number, K: number): void {
  let top = scores[at];
  for (let c = 1; c < K; c++) if (scores[at + c] > top) top = scores[at + c];
  let sum = 0;
  for (let c = 0; c < K; c++) sum += out[at + c] = exp(scores[at + c] - top);
  for (let c = 0; c < K; c++) out[at + c] /= sum;
}
