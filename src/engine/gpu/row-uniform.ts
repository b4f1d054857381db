import { uniformStruct } from './uniform-struct.ts';

/**
 * The rows of a net: those of a chunk, columns of a prepared row, encoded inputs, all rows that there are; where prepared rows and the
 * table of columns begin; and which jobs of the embeddings' gradient are its own.
 */
export const rowSizes = uniformStruct('Sizes', [
  ['rows', 'u32'],
  ['nBase', 'u32'],
  ['nEncoded', 'u32'],
  ['nRows', 'u32'],
  ['xAt', 'u32'],
  ['columnsAt', 'u32'],
  ['jobsAt', 'u32'],
  ['jobs', 'u32'],
]);
export const sizesStruct = rowSizes.text;
