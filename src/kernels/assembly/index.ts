// The inner loops of boosted trees, compiled to WebAssembly with SIMD. Every argument that ends in At is the address of an
// array in this module's memory, which the caller lays out; nothing here allocates. Each loop adds in the order of
// core/estimators/tree-kernels-plain.ts, so that both give the same bits.

export { addPairs, addTriples, clear, subtract, sumRows } from './histogram';
export { partition, addToScores } from './rows';
export { bestNumberSplit } from './scan';
export { logistic } from './logistic';
export { addTree } from './forest';
