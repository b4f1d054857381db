import type { TransformerCase } from './transformer-samples.ts';

/** Steps that look at several columns together. */
export const blockCases: readonly TransformerCase[] = [];
