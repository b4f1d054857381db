/** Thrown where there are too few rows with a target to train, validate and test on. */
export class NotEnoughRows extends Error {
  readonly code = 'NotEnoughRows';
  constructor(what: string, seen: number, needed: number) {
    super(`NotEnoughRows: there are ${seen} ${what} and at least ${needed} are needed; add rows, or choose another target`);
    this.name = 'NotEnoughRows';
  }
}

/** Thrown where a grouped split has too few groups to keep each of them on one side. */
export class NotEnoughGroups extends Error {
  readonly code = 'NotEnoughGroups';
  constructor(column: string, seen: number, needed: number) {
    super(
      `NotEnoughGroups: column "${column}" has ${seen} different values among the rows, and a grouped split needs at least ${needed}; choose another split, or another group column`,
    );
    this.name = 'NotEnoughGroups';
  }
}

/** Thrown where rows that are equal in every feature must stay together, and nearly all of them are equal. */
export class NotEnoughDistinctRows extends Error {
  readonly code = 'NotEnoughDistinctRows';
  constructor(seen: number, needed: number) {
    super(
      `NotEnoughDistinctRows: the rows take only ${seen} different sets of feature values, and keeping equal rows together needs at least ${needed}; let equal rows be split, or use more columns`,
    );
    this.name = 'NotEnoughDistinctRows';
  }
}

/** Thrown where a gap leaves too few rows to learn from before those that are judged. */
export class GapTooLarge extends Error {
  readonly code = 'GapTooLarge';
  constructor(column: string, left: number, needed: number) {
    super(
      `GapTooLarge: the gap of ${column} leaves ${left} rows to learn from, and at least ${needed} are needed; choose a smaller gap`,
    );
    this.name = 'GapTooLarge';
  }
}

/** Thrown where a split names no column to group or order by, or one whose values have no order in time. */
export class SplitColumnUnusable extends Error {
  readonly code = 'SplitColumnUnusable';
  constructor(strategy: string, column: string | null, why: string) {
    super(`SplitColumnUnusable: a ${strategy} split cannot use ${column === null ? 'no column' : `column "${column}"`}: ${why}`);
    this.name = 'SplitColumnUnusable';
  }
}
