// The inner loops of nets, compiled to WebAssembly with SIMD. A matrix lies in panels of four columns: a panel is one row after
// another, four float32 each, and its stride is the bytes from one panel to the next. Columns, and rows where they are multiplied, are
// filled up with zeros to a multiple of four. Arguments are addresses in this module's memory, which the caller lays out; nothing here allocates.

export { product } from './product';
export { transposedProduct } from './transposed-product';
export { activateLayer, throughActivation } from './activation';
export { foldScales, unfoldScales, transpose } from './scales';
export { crossEntropy, squaredError, addAnswers } from './loss';
export { encodeNumbers, encodePieces, encodeOneHot, encodeEmbedding, embeddingGradient, gatherTargets, clear } from './encode';
export { sumOfSquares, adam } from './adam';
