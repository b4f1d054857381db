/** Thrown where an archive, a workbook or a Parquet file is damaged, or packed in a way that cannot be read. */
export class BadPacking extends Error {
  readonly code = 'BadPacking';
  constructor(fileName: string, what: string, wayOut: string, cause?: unknown) {
    super(`BadPacking: "${fileName}" ${what}; ${wayOut}`, { cause });
    this.name = 'BadPacking';
  }
}

/** Thrown where a packed file would unpack to more than the studio takes. */
export class TooLargeUnpacked extends Error {
  readonly code = 'TooLargeUnpacked';
  constructor(fileName: string, limitBytes: number) {
    const limit = limitBytes >= 1 << 30 ? `${limitBytes / (1 << 30)} GB` : `${Math.round(limitBytes / (1 << 20))} MB`;
    super(`TooLargeUnpacked: "${fileName}" unpacks to more than ${limit}; unpack it yourself and choose a part of it`);
    this.name = 'TooLargeUnpacked';
  }
}

/** Thrown where an archive holds no file that could be a table. */
export class NothingToRead extends Error {
  readonly code = 'NothingToRead';
  constructor(fileName: string, what: string) {
    super(`NothingToRead: "${fileName}" ${what}; choose a file that holds a table`);
    this.name = 'NothingToRead';
  }
}

/** Thrown where text that should be JSON is not. */
export class NotJson extends Error {
  readonly code = 'NotJson';
  constructor(fileName: string, line: number, what: string) {
    super(`NotJson: "${fileName}" is no valid JSON in line ${line} (${what}); correct it there, or export it again`);
    this.name = 'NotJson';
  }
}

/** Thrown where JSON holds no list of rows that could be told from the rest. */
export class NoRowsInJson extends Error {
  readonly code = 'NoRowsInJson';
  constructor(fileName: string, what: string) {
    super(`NoRowsInJson: "${fileName}" holds ${what}; save it as a list of objects, one for each row`);
    this.name = 'NoRowsInJson';
  }
}

/** Thrown where JSON that has to be taken as a whole is larger than that allows. */
export class JsonTooLarge extends Error {
  readonly code = 'JsonTooLarge';
  constructor(fileName: string, limitMb: number) {
    super(
      `JsonTooLarge: "${fileName}" keeps its rows inside an object and is over ${limitMb} MB; save it as a list of objects or ` +
        'as one object a line (NDJSON), which may be of any size',
    );
    this.name = 'JsonTooLarge';
  }
}

/** Thrown where a workbook has no sheet of the name that was asked for. */
export class SheetNotFound extends Error {
  readonly code = 'SheetNotFound';
  constructor(fileName: string, sheet: string, sheets: readonly string[]) {
    super(`SheetNotFound: "${fileName}" has no sheet "${sheet}"; choose one of ${sheets.slice(0, 20).join(', ')}`);
    this.name = 'SheetNotFound';
  }
}

/** Thrown where files that were to be appended do not have the same columns. */
export class DifferentColumns extends Error {
  readonly code = 'DifferentColumns';
  constructor(first: string, odd: string, difference: string) {
    super(
      `DifferentColumns: "${odd}" does not have the columns of "${first}": ${difference}; leave it out, or give it the same ` +
        'columns (their order does not matter)',
    );
    this.name = 'DifferentColumns';
  }
}
