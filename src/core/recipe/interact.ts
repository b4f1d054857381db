import type { BlockTransformer, WorkColumn } from './transformer.ts';

function product(a: WorkColumn, b: WorkColumn): WorkColumn[] {
  if (a.column.kind !== 'number' || b.column.kind !== 'number') return [];
  const [left, right] = [a.column.values, b.column.values];
  const values = new Float64Array(left.length);
  for (let row = 0; row < values.length; row++) {
    const value = left[row] * right[row];
    values[row] = value > Number.MAX_VALUE ? Number.MAX_VALUE : value < -Number.MAX_VALUE ? -Number.MAX_VALUE : value;
  }
  return [{ column: { kind: 'number', name: `${a.column.name} × ${b.column.name}`, values }, source: a.source, final: false }];
}

/**
 * Adds the product of each two of the columns, "a × b", after them, in the order of scikit-learn's PolynomialFeatures with
 * interactions alone. A product is missing where either number is, and its source is the first of the two. Nothing is
 * learned; scale the columns first where their products are to be compared.
 */
export const interact: BlockTransformer<'interact', Record<string, never>> = {
  scope: 'block',
  kind: 'interact',
  accepts: ['number'],
  takesFinished: () => false,
  fit: () => ({}),
  transform: (columns) => [...columns, ...columns.flatMap((a, i) => columns.slice(i + 1).flatMap((b) => product(a, b)))],
};
