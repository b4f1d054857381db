/** The compiled module of net-assembly/. Arguments named as there; addresses and strides are in bytes. */
export interface NetExports {
  readonly memory: WebAssembly.Memory;
  product(a: number, aStride: number, b: number, bStride: number, c: number, cStride: number, nRows: number, innerPanels: number, panels: number, adds: boolean): void;
  transposedProduct(a: number, aStride: number, d: number, dStride: number, g: number, gStride: number, nRows: number, aPanels: number, panels: number): void;
  activateLayer(
    kind: number,
    sums: number,
    out: number,
    stride: number,
    bias: number,
    nRows: number,
    panels: number,
    trains: boolean,
    drops: boolean,
    threshold: number,
    grown: number,
    seed: number,
    firstIndex: number,
    nOutputs: number,
  ): void;
  throughActivation(d: number, slopes: number, stride: number, biasGradient: number, nRows: number, panels: number): void;
  foldScales(weights: number, inputScale: number, outputScale: number, folded: number, nInputs: number, panels: number): void;
  unfoldScales(
    gradient: number,
    weights: number,
    inputScale: number,
    outputScale: number,
    byWeights: number,
    byInputScale: number,
    byOutputScale: number,
    lanes: number,
    nInputs: number,
    panels: number,
    adds: boolean,
  ): void;
  transpose(from: number, to: number, nRows: number, panels: number): void;
  crossEntropy(logits: number, stride: number, targets: number, shares: number, nRows: number, nClasses: number, smoothing: number): number;
  squaredError(outputs: number, targets: number, shares: number, nRows: number): number;
  addAnswers(outputs: number, stride: number, answers: number, nRows: number, nOutputs: number, areLogits: boolean, factor: number): void;
  encodeNumbers(x: number, nBase: number, rows: number, nRows: number, source: number, count: number, out: number, stride: number, at: number): void;
  encodePieces(x: number, nBase: number, rows: number, nRows: number, source: number, edges: number, nEdges: number, out: number, stride: number, at: number): void;
  encodeOneHot(x: number, nBase: number, rows: number, nRows: number, source: number, levels: number, out: number, stride: number, at: number): void;
  encodeEmbedding(x: number, nBase: number, rows: number, nRows: number, source: number, levels: number, table: number, width: number, out: number, stride: number, at: number): void;
  embeddingGradient(x: number, nBase: number, rows: number, nRows: number, source: number, levels: number, byTable: number, width: number, byInputs: number, stride: number, at: number): void;
  gatherTargets(targets: number, weights: number, rows: number, nRows: number, batchTargets: number, shares: number, factor: number): void;
  clear(at: number, bytes: number): void;
  sumOfSquares(at: number, n: number): number;
  adam(
    parameters: number,
    m: number,
    v: number,
    mean: number,
    gradient: number,
    n: number,
    scale: number,
    beta1: number,
    rest1: number,
    beta2: number,
    rest2: number,
    epsilon: number,
    rate: number,
    keep: number,
    take: number,
  ): void;
}

/** An instance of the module, with memory of its own. */
export function instantiate(module: WebAssembly.Module): NetExports {
  return new WebAssembly.Instance(module, {}).exports as unknown as NetExports;
}
