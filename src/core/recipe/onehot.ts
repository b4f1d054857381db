import { compareLabels, countLabels, labelsOf, positionsIn } from './labels.ts';
import { finished, type ColumnTransformer } from './transformer.ts';

/** Which labels have a 0/1 feature of their own, and what else is told apart. */
export interface OnehotState {
  /** Labels with a feature each, in code-unit order. */
  readonly levels: readonly string[];
  /** A feature for all other labels: those that were rare in training, and labels never seen. */
  readonly other: boolean;
  /** A feature for missing cells; only where training rows had some. */
  readonly missing: boolean;
  /** Two labels and nothing else: one feature, 1 for the second label, 0 for the first, 0.5 for anything else. */
  readonly binary: boolean;
}

/**
 * One 0/1 feature per label: "sex = female". Labels rarer than `minFrequency` (a count from 1 on, a share of all rows below
 * 1) or beyond the `maxLevels` most frequent ones share "<name> = other", where later unseen labels fall too;
 * without rare labels in training an unseen one is all zeros. Missing cells have "<name> missing" where training rows had some.
 */
export const onehot: ColumnTransformer<'onehot', OnehotState> = {
  scope: 'column',
  kind: 'onehot',
  accepts: ['category', 'text', 'number'],
  fit(column, { minFrequency, maxLevels }) {
    const labels = labelsOf(column);
    const counted = countLabels(labels);
    const fewest = minFrequency < 1 ? minFrequency * labels.codes.length : minFrequency;
    const levels = counted
      .filter(({ count }) => count >= fewest)
      .slice(0, maxLevels)
      .map(({ label }) => label)
      .sort(compareLabels);
    const other = levels.length < counted.length;
    const missing = labels.codes.includes(-1);
    return { levels, other, missing, binary: levels.length === 2 && !other && !missing };
  },
  transform(column, { levels, other, missing, binary }) {
    const { codes, labels } = labelsOf(column);
    const { name } = column;
    const positions = positionsIn(levels, labels, other ? levels.length : -1);
    if (binary) {
      return [finished(`${name} = ${levels[1]}`, Float64Array.from(codes, (code) => (code < 0 || positions[code] < 0 ? 0.5 : positions[code])))];
    }
    const nFeatures = levels.length + (other ? 1 : 0) + (missing ? 1 : 0);
    const marks = Array.from({ length: nFeatures }, () => new Float64Array(codes.length));
    const missingAt = missing ? nFeatures - 1 : -1;
    for (let row = 0; row < codes.length; row++) {
      const at = codes[row] < 0 ? missingAt : positions[codes[row]];
      if (at >= 0) marks[at][row] = 1;
    }
    const names = [...levels.map((level) => `${name} = ${level}`), ...(other ? [`${name} = other`] : []), ...(missing ? [`${name} missing`] : [])];
    return marks.map((values, i) => finished(names[i], values));
  },
};
