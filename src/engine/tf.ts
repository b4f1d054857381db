/**
 * The only place where tfjs is imported. Core operations come with this module, which is itself loaded where a net is
 * trained or a backend measured, in a worker; each backend and the layers package are fetched when they are asked for.
 */
export {
  add,
  concat,
  dispose,
  div,
  env,
  exp,
  findBackendFactory,
  io,
  log,
  matMul,
  maximum,
  mean,
  memory,
  minimum,
  mul,
  neg,
  ones,
  pad,
  ready,
  registerBackend,
  relu,
  removeBackend,
  reshape,
  scalar,
  setBackend,
  slice,
  softmax,
  sqrt,
  square,
  sub,
  sum,
  tensor,
  tensor1d,
  tensor2d,
  tidy,
  transpose,
  valueAndGrads,
} from '@tensorflow/tfjs-core';
export type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';

/** Registers the gradients of operations, which core leaves to those who ask tfjs for any. */
export const loadGradients = () => import('@tensorflow/tfjs-core/dist/register_all_gradients');
export const loadCpuBackend = () => import('@tensorflow/tfjs-backend-cpu');
export const loadWasmBackend = () => import('@tensorflow/tfjs-backend-wasm');
export const loadWebgpuBackend = () => import('@tensorflow/tfjs-backend-webgpu');
export const loadLayers = () => import('@tensorflow/tfjs-layers');
