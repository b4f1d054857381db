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

/** Thrown where a split names no column to group or order by, or one whose values have no order in time. */
export class SplitColumnUnusable extends Error {
  readonly code = 'SplitColumnUnusable';
  constructor(strategy: string, column: string | null, why: string) {
    super(`SplitColumnUnusable: a ${strategy} split cannot use ${column === null ? 'no column' : `column "${column}"`}: ${why}`);
    this.name = 'SplitColumnUnusable';
  }
}
