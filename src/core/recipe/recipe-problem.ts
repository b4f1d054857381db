/** Something about a recipe that keeps it from working, or from doing what it seems to say. */
export interface RecipeProblem {
  readonly code:
    | 'NoFeatureColumns'
    | 'UnknownColumn'
    | 'NotAFeature'
    | 'NoColumns'
    | 'BadParameter'
    | 'ColumnNotTaken'
    | 'ColumnGone'
    | 'AlreadyFinished'
    | 'WrongKind'
    | 'MissingCells'
    | 'NotScaled'
    | 'ManyFeatures'
    | 'TargetNeeded'
    | 'NotEncoded'
    | 'MissingLeft'
    | 'MissingLater'
    | 'CodesAsNumbers'
    | 'NoFeatures';
  /** 'error': no model can be trained this way; 'warning': one can, and it may not be what was meant. */
  readonly severity: 'error' | 'warning';
  /** The position of the step that it is about; null where it is about the recipe as a whole. */
  readonly step: number | null;
  /** The columns that it is about; may be empty. */
  readonly columns: readonly string[];
  /** One or two sentences: what is wrong, and the way out. */
  readonly message: string;
}

/** A problem that keeps the recipe from working. */
export function recipeError(code: RecipeProblem['code'], step: number | null, columns: readonly string[], message: string): RecipeProblem {
  return { code, severity: 'error', step, columns, message };
}

/** A problem that the recipe works in spite of. */
export function recipeWarning(code: RecipeProblem['code'], step: number | null, columns: readonly string[], message: string): RecipeProblem {
  return { code, severity: 'warning', step, columns, message };
}

/** The names as a list in a sentence: "a, b and 3 more". */
export function namesOf(names: readonly string[]): string {
  if (names.length <= 3) return names.join(', ');
  return `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}
