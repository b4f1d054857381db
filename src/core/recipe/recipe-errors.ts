/** Thrown where a column is of another kind than the one the recipe was fitted on. */
export class ColumnKindChanged extends Error {
  readonly code = 'ColumnKindChanged';
  constructor(name: string, fitted: string, seen: string) {
    super(`ColumnKindChanged: column "${name}" was fitted as ${fitted} and is now ${seen}; read it as ${fitted} again`);
    this.name = 'ColumnKindChanged';
  }
}

/** Thrown where the steps leave a column that no learner can take. */
export class ColumnNotEncoded extends Error {
  readonly code = 'ColumnNotEncoded';
  constructor(name: string, kind: string) {
    super(`ColumnNotEncoded: no step turns the ${kind} column "${name}" into numbers; add one, or leave the column out`);
    this.name = 'ColumnNotEncoded';
  }
}

/** Thrown where a recipe has no column to work on. */
export class NoFeatureColumns extends Error {
  readonly code = 'NoFeatureColumns';
  constructor() {
    super('NoFeatureColumns: no column is used as a feature; give at least one column the role feature');
    this.name = 'NoFeatureColumns';
  }
}

/** Thrown where a step learns from the target and there is none. */
export class TargetNeeded extends Error {
  readonly code = 'TargetNeeded';
  constructor(step: string) {
    super(`TargetNeeded: the step "${step}" learns from the target, and the recipe was fitted without one; choose a target, or remove the step`);
    this.name = 'TargetNeeded';
  }
}

/** Thrown where a fitted step finds no column that it was fitted on among those that the steps before it make. */
export class StepColumnGone extends Error {
  readonly code = 'StepColumnGone';
  constructor(step: string, column: string) {
    super(`StepColumnGone: the step "${step}" was fitted on "${column}", which the steps before it do not make; fit the recipe again`);
    this.name = 'StepColumnGone';
  }
}
