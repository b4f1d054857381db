import type { ColumnTransformer } from './transformer.ts';

/**
 * Leaves columns out from here on. Features of theirs that are finished already, such as an indicator of missing cells, stay.
 */
export const drop: ColumnTransformer<'drop', Record<string, never>> = {
  scope: 'column',
  kind: 'drop',
  accepts: ['number', 'category', 'text', 'datetime'],
  fit: () => ({}),
  transform: () => [],
};
