import { log1p } from '../math/log.ts';
import type { ColumnTransformer } from './transformer.ts';

/** sign(x) · log(1 + |x|): draws in large values of either sign; 0 stays 0 and missing stays missing. Nothing is learned. */
export const signedLog1p: ColumnTransformer<'log1p', Record<string, never>> = {
  scope: 'column',
  kind: 'log1p',
  accepts: ['number'],
  fit: () => ({}),
  transform(column) {
    if (column.kind !== 'number') return [{ column, final: false }];
    const values = new Float64Array(column.values.length);
    for (let row = 0; row < values.length; row++) {
      const value = column.values[row];
      values[row] = value < 0 ? -log1p(-value) : log1p(value);
    }
    return [{ column: { ...column, values }, final: false }];
  },
};
