/** Signs that make a spreadsheet take a cell as a formula, their full-width forms among them. */
const formulaStart = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;
const plainNumber = /^\s*[+-]?(\d[\d.,' ]*|\.\d+)(e[+-]?\d+)?\s*%?$/i;

/** The cell with an apostrophe before it where a spreadsheet would run it as a formula; plain numbers such as -5 stay. */
export function escapeFormula(cell: string): string {
  return formulaStart.test(cell) && !plainNumber.test(cell) ? `'${cell}` : cell;
}
