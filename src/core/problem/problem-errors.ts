/** Thrown where the target holds one value only, so that there is nothing to tell apart. */
export class TargetHasOneClass extends Error {
  readonly code = 'TargetHasOneClass';
  constructor(target: string, only: string) {
    super(`TargetHasOneClass: target "${target}" has only "${only}"; choose another column to predict`);
    this.name = 'TargetHasOneClass';
  }
}

/** Thrown where no row, or not every row that is asked for, has a value of the target. */
export class TargetIsMissing extends Error {
  readonly code = 'TargetIsMissing';
  constructor(target: string, what: string) {
    super(`TargetIsMissing: ${what} target "${target}"; choose another column, or a file in which it is filled in`);
    this.name = 'TargetIsMissing';
  }
}

/** Thrown where an amount is to be predicted from a column that holds something else. */
export class TargetNotNumeric extends Error {
  readonly code = 'TargetNotNumeric';
  constructor(target: string, example: string) {
    super(
      `TargetNotNumeric: target "${target}" holds "${example}", which is not a number; predict a class instead, or choose another column`,
    );
    this.name = 'TargetNotNumeric';
  }
}

/** Thrown where too few rows have a value of the target to train and check a model on. */
export class TooFewRows extends Error {
  readonly code = 'TooFewRows';
  constructor(target: string, rows: number, needed: number) {
    super(
      `TooFewRows: only ${rows} ${rows === 1 ? 'row has' : 'rows have'} a value of target "${target}", and at least ${needed} are needed; add rows or choose another column`,
    );
    this.name = 'TooFewRows';
  }
}

/** Thrown where a class target has more classes than can be learned from its rows. */
export class TargetHasTooManyClasses extends Error {
  readonly code = 'TargetHasTooManyClasses';
  constructor(target: string, classes: number, rows: number) {
    super(
      `TargetHasTooManyClasses: target "${target}" has ${classes} different values in ${rows} rows, too many to learn as classes; choose another column, or predict an amount if they are numbers`,
    );
    this.name = 'TargetHasTooManyClasses';
  }
}

/** Thrown where a binary problem's target holds more than two values. */
export class TargetNotBinary extends Error {
  readonly code = 'TargetNotBinary';
  constructor(target: string, classes: number) {
    super(`TargetNotBinary: target "${target}" has ${classes} different values where two were expected; choose more than two classes`);
    this.name = 'TargetNotBinary';
  }
}

/** Thrown where a row's target is none of the problem's classes. */
export class UnknownClass extends Error {
  readonly code = 'UnknownClass';
  constructor(target: string, label: string, classes: readonly string[]) {
    super(
      `UnknownClass: target "${target}" holds "${label}", which is none of its classes ${classes.slice(0, 10).join(', ')}; set the target again to count its classes anew`,
    );
    this.name = 'UnknownClass';
  }
}
