/**
 * Fields that mean missing in every column unless the user says otherwise; the empty field always does too. Words that
 * are as often a real level ("None", "none", "-") are not among them.
 */
export const defaultMissingTokens: readonly string[] = [
  'NA',
  'N/A',
  'n/a',
  '<NA>',
  '#N/A',
  'NaN',
  'nan',
  'NAN',
  'null',
  'NULL',
  'Null',
  '?',
];

/** Fields that mean missing among numbers and dates besides: there they cannot be a level. */
export const defaultNumericMissingTokens: readonly string[] = [
  ...defaultMissingTokens,
  'na',
  'None',
  'none',
  '-',
  '--',
  '.',
  '#DIV/0!',
  '#NUM!',
  '#REF!',
  '#VALUE!',
];

/** A test whether a field means missing: blank, or one of `tokens` after trimming both. */
export function createMissingTest(tokens: readonly string[]): (field: string) => boolean {
  const known = new Set(tokens.map((token) => token.trim()));
  known.add('');
  return (field) => field.length === 0 || known.has(field) || known.has(field.trim());
}

/** A test like createMissingTest's that counts, by token, the fields it found missing for what stands in them. */
export function createMissingCounter(tokens: readonly string[]): {
  isMissing(field: string): boolean;
  readonly marks: ReadonlyMap<string, number>;
} {
  const test = createMissingTest(tokens);
  const marks = new Map<string, number>();
  return {
    isMissing(field) {
      if (field.length === 0) return true;
      if (!test(field)) return false;
      const mark = field.trim();
      if (mark !== '') marks.set(mark, (marks.get(mark) ?? 0) + 1);
      return true;
    },
    marks,
  };
}
