import type { RecipeStep } from './recipe.ts';

function list(columns: readonly string[]): string {
  if (columns.length === 0) return 'no column';
  if (columns.length <= 3) return columns.join(', ');
  return `${columns.slice(0, 2).join(', ')} and ${columns.length - 2} more`;
}

const fills = { median: 'the median', mean: 'the mean', most_frequent: 'the most frequent value', constant: 'a constant' } as const;

/** One sentence that says what a step does, to which columns. */
export function describeStep(step: RecipeStep): string {
  const columns = list(step.columns);
  switch (step.kind) {
    case 'impute':
      return `Fill missing values of ${columns} with ${fills[step.strategy]}${step.addIndicator ? ', and mark where they were missing' : ''}`;
    case 'scale':
      return step.method === 'standard'
        ? `Scale ${columns} to mean 0 and standard deviation 1`
        : `Scale ${columns} by median and middle range, which outliers hardly move`;
    case 'onehot': {
      const rare = step.minFrequency < 1 ? `under ${step.minFrequency * 100}% of rows` : `seen fewer than ${step.minFrequency} times`;
      return `Turn ${columns} into one yes/no feature per value; values ${rare}, or beyond the ${step.maxLevels} most frequent, share one`;
    }
    case 'ordinal':
      return `Number the values of ${columns}, the ${step.maxLevels} most frequent at most; missing stays missing`;
    case 'dateparts':
      return `Split ${columns} into year, month, day, weekday, hour and minute, where they vary, and days elapsed${step.cyclic ? '; with daily, weekly and yearly cycles' : ''}`;
    default:
      return `${step.kind} ${columns}`;
  }
}
