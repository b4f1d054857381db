import type { DesignMatrix } from '../matrix/matrix.ts';
import { segmentWidth, type Activation, type InputSegment, type LayerShape, type NetShape } from './net-shape.ts';
import { valuesOf, type PreparedColumn } from './prepare-rows.ts';

/** The kinds of nets: one net or several side by side, or many that share their weights. */
export type NetKind = 'mlp' | 'realmlp' | 'tabm';

/** What a net is to be like. */
export interface NetDesign {
  readonly kind: NetKind;
  readonly hidden: readonly number[];
  readonly members: number;
  readonly activation: Activation;
  readonly dropout: number;
  /** Into how many pieces each number is cut; 0 to take it as it is. */
  readonly pieces: number;
  /** Categories of more levels are embedded. */
  readonly oneHotLevels: number;
}

/** Numbers that stand for a level of a category with so many of them: the square root, 2 to 16. */
function embeddingWidth(levels: number): number {
  return Math.min(16, Math.max(2, Math.round(Math.sqrt(levels))));
}

/** The edges of at most `pieces` stretches with equally many of the prepared values each; fewer where values repeat. */
function pieceEdges(prepared: DesignMatrix, column: number, pieces: number): Float32Array {
  const ascending = valuesOf(prepared, column);
  const edges: number[] = [];
  for (let t = 0; t <= pieces; t++) {
    const edge = ascending[Math.round((t / pieces) * (ascending.length - 1))];
    if (edges.length === 0 || edge > edges[edges.length - 1]) edges.push(edge);
  }
  return Float32Array.from(edges);
}

type Unplaced = InputSegment extends infer S ? (S extends InputSegment ? Omit<S, 'at'> : never) : never;

function segmentOf(column: PreparedColumn, source: number, x: DesignMatrix, { pieces, oneHotLevels }: NetDesign): Unplaced | null {
  if (column.kind === 'code') {
    const { levels } = column;
    if (levels === 0) return null;
    return levels <= oneHotLevels ? { kind: 'one-hot', source, levels } : { kind: 'embedding', source, levels, width: embeddingWidth(levels) };
  }
  if (column.kind === 'missing' || pieces === 0) return { kind: 'number', source };
  const edges = pieceEdges(x, source, pieces);
  return edges.length > 2 ? { kind: 'pieces', source, edges } : { kind: 'number', source };
}

function layerShapes({ kind, hidden, activation, dropout }: NetDesign, nEncoded: number, nOutputs: number): LayerShape[] {
  const widths = [nEncoded, ...hidden];
  const shares = kind === 'tabm';
  const layers = hidden.map((outputs, l): LayerShape => ({
    inputs: widths[l],
    outputs,
    weights: shares ? 'shared' : 'own',
    inputScale: shares || (kind === 'realmlp' && l === 0),
    outputScale: shares,
    activation,
    dropout,
  }));
  const last: LayerShape = { inputs: widths[hidden.length], outputs: nOutputs, weights: 'own', inputScale: false, outputScale: false, activation: 'linear', dropout: 0 };
  return [...layers, last];
}

/** The shape of a net for prepared rows `x` (row-major nRows × columns), from which the edges of pieces are learned. */
export function planNet(design: NetDesign, columns: readonly PreparedColumn[], x: Float32Array, nRows: number, nOutputs: number, output: NetShape['output']): NetShape {
  const features = columns.map((_, c) => ({ name: String(c), source: '', kind: 'numeric' as const, levels: null }));
  const prepared: DesignMatrix = { nRows, features, values: x };
  const segments: InputSegment[] = [];
  let nEncoded = 0;
  columns.forEach((column, source) => {
    const unplaced = segmentOf(column, source, prepared, design);
    if (!unplaced) return;
    const segment: InputSegment = { ...unplaced, at: nEncoded };
    segments.push(segment);
    nEncoded += segmentWidth(segment);
  });
  return { nBase: columns.length, segments, nEncoded, members: design.members, layers: layerShapes(design, nEncoded, nOutputs), output };
}
