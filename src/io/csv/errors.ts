/** Thrown where a file holds nothing, or only blank lines. */
export class EmptyFile extends Error {
  readonly code = 'EmptyFile';
  /** `skipped`: the lines above the table, where that many were to be passed over. */
  constructor(fileName: string, skipped = 0) {
    super(
      skipped > 0
        ? `EmptyFile: "${fileName}" has nothing below the first ${skipped.toLocaleString('en-US')} ${skipped === 1 ? 'line' : 'lines'}; skip fewer`
        : `EmptyFile: "${fileName}" is empty; choose a file with a header row and at least one row below it`,
    );
    this.name = 'EmptyFile';
  }
}

/** Thrown where a file has a header and no row. */
export class HeaderOnly extends Error {
  readonly code = 'HeaderOnly';
  constructor(fileName: string, nColumns: number) {
    super(
      `HeaderOnly: "${fileName}" has a header of ${nColumns} ${nColumns === 1 ? 'column' : 'columns'} but no rows below ` +
        'it; choose a file with at least one row',
    );
    this.name = 'HeaderOnly';
  }
}

/** Thrown where a file is not text at all. */
export class NotText extends Error {
  readonly code = 'NotText';
  constructor(fileName: string, looksLike: string) {
    super(`NotText: "${fileName}" looks like ${looksLike}, not text; export your table as CSV and choose that file`);
    this.name = 'NotText';
  }
}

/** Thrown where a quoted field goes on to the end of the file, or for longer than any sensible field. */
export class UnclosedQuote extends Error {
  readonly code = 'UnclosedQuote';
  constructor(fileName: string, line: number) {
    super(
      `UnclosedQuote: in "${fileName}" the quote that opens in line ${line} never closes; close it, or double it if it ` +
        'belongs to the text',
    );
    this.name = 'UnclosedQuote';
  }
}

/** Thrown where one line is longer than the reader takes. */
export class LineTooLong extends Error {
  readonly code = 'LineTooLong';
  constructor(fileName: string, line: number, limit: number) {
    super(
      `LineTooLong: line ${line} of "${fileName}" is over ${limit} characters long; check that the file holds one row ` +
        'per line',
    );
    this.name = 'LineTooLong';
  }
}

/** Thrown where a header has more columns than the studio takes. */
export class TooManyColumns extends Error {
  readonly code = 'TooManyColumns';
  constructor(fileName: string, nColumns: number, limit: number) {
    super(
      `TooManyColumns: the header of "${fileName}" has ${nColumns} columns and the studio takes up to ${limit}; leave ` +
        'some out, or check the quotes in the first line',
    );
    this.name = 'TooManyColumns';
  }
}

/** Thrown where no row fits the header. */
export class AllRowsRejected extends Error {
  readonly code = 'AllRowsRejected';
  constructor(fileName: string, rejected: number, first: { readonly line: number; readonly reason: string }) {
    super(
      `AllRowsRejected: none of the ${rejected} rows of "${fileName}" fits the header (line ${first.line}: ` +
        `${first.reason}); check the first line and the delimiter`,
    );
    this.name = 'AllRowsRejected';
  }
}

/** Thrown where a dialect that was set cannot be read by. */
export class BadDialect extends Error {
  readonly code = 'BadDialect';
  constructor(what: string, wayOut: string) {
    super(`BadDialect: ${what}; ${wayOut}`);
    this.name = 'BadDialect';
  }
}

/** Thrown where rows to score come without the column names that say which field is which. */
export class NoHeader extends Error {
  readonly code = 'NoHeader';
  constructor(fileName: string, firstRow: string, columns: readonly string[]) {
    const some = columns.slice(0, 3).join(', ') + (columns.length > 3 ? ', …' : '');
    super(
      `NoHeader: the first line of "${fileName}" (${firstRow}) holds values, not column names; put a line with the ` +
        `names (${some}) above it`,
    );
    this.name = 'NoHeader';
  }
}

/** Thrown where nothing more comes of a file for so long that nobody should wait for it. */
export class ReadingStalled extends Error {
  readonly code = 'ReadingStalled';
  constructor(fileName: string, seconds: number) {
    super(
      `ReadingStalled: reading "${fileName}" got no further for ${seconds} seconds; check the drive or connection that ` +
        'it lies on, and choose it again',
    );
    this.name = 'ReadingStalled';
  }
}

/** Thrown where a file was changed, moved or deleted while it was read. */
export class FileChanged extends Error {
  readonly code = 'FileChanged';
  constructor(fileName: string, cause?: unknown) {
    super(`FileChanged: "${fileName}" was changed or moved while it was being read; choose it again`, { cause });
    this.name = 'FileChanged';
  }
}
