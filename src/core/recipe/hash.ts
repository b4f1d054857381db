import { murmur32, utf8Bytes } from '../math/murmur.ts';
import { labelsOf } from './labels.ts';
import { finished, type ColumnTransformer } from './transformer.ts';

/** How many numbers the labels are spread over. */
export interface HashState {
  readonly nFeatures: number;
}

/**
 * Each label as 1 or -1 in one of `nFeatures` numbers (at least 1), the others 0: place and sign by MurmurHash3 (32 bits,
 * seed 0) of its UTF-8 bytes, |h| mod nFeatures and the sign of h, as scikit-learn's FeatureHasher. Nothing is learned, so
 * new labels are treated as the others are; two labels may fall together. Missing is 0 throughout.
 */
export const hash: ColumnTransformer<'hash', HashState> = {
  scope: 'column',
  kind: 'hash',
  accepts: ['category', 'text'],
  fit: (_column, { nFeatures }) => ({ nFeatures: Math.max(1, Math.floor(nFeatures)) }),
  transform(column, { nFeatures }) {
    const { codes, labels } = labelsOf(column);
    const hashes = Int32Array.from(labels, (label) => murmur32(utf8Bytes(label)));
    const places = hashes.map((value) => Math.abs(value) % nFeatures);
    const marks = Array.from({ length: nFeatures }, () => new Float64Array(codes.length));
    codes.forEach((code, row) => {
      if (code >= 0) marks[places[code]][row] = hashes[code] >= 0 ? 1 : -1;
    });
    return marks.map((values, place) => finished(`${column.name} hash ${place + 1}`, values));
  },
};
