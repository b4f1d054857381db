/** How the numbers of an axis are written. */
export type AxisFormat = 'share' | 'number' | 'count' | 'category';

export interface ChartAxis {
  /** What it measures, with its unit: "found, share of yes". */
  readonly label: string;
  readonly format: AxisFormat;
  readonly min?: number;
  readonly max?: number;
  /** Room for its labels in pixels, so that charts below one another line up. */
  readonly room?: number;
  /** Names of the positions 0, 1, …, for a 'category' axis. */
  readonly categories?: readonly string[];
}

export interface ChartPoint {
  readonly x: number;
  readonly y: number;
  /** Radius in pixels, where the size of a point says something. */
  readonly size?: number;
  /** Ends of its interval along y. */
  readonly lower?: number;
  readonly upper?: number;
  /** What is shown on hover, one line each. */
  readonly note: readonly string[];
}

/** How a point is drawn where colour alone must not tell groups apart. */
export type PointShape = 'circle' | 'triangle' | 'rect' | 'rectRot' | 'star' | 'crossRot' | 'rectRounded' | 'cross';

export interface ChartSeries {
  readonly label: string;
  readonly draw: 'line' | 'points' | 'bars' | 'line-and-points';
  readonly tone: 'main' | 'second' | 'quiet' | 'reference' | 'mark';
  /** In place of the tone's: one of the eight categorical colours, or a place from pale (0) to full (1). */
  readonly colour?: { readonly hue: number } | { readonly shade: number };
  readonly shape?: PointShape;
  readonly points: readonly ChartPoint[];
  /** Written beside the last point, in place of a legend. */
  readonly directLabel?: string;
}

/** A chart as plain data: what it asks, how to read it, what it draws, and the same as a table. */
export interface ChartView {
  /** A question: "What does a higher recall cost?" */
  readonly title: string;
  /** The answer in one line. */
  readonly reading: string;
  readonly fileName: string;
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly series: readonly ChartSeries[];
  /** A horizontal band, such as what chance alone would do. */
  readonly band?: { readonly lower: number; readonly upper: number; readonly label: string };
  /** A horizontal dotted line, such as the goal. */
  readonly goal?: { readonly y: number; readonly label: string };
  /** What a key beneath the drawing tells by colour and shape; left out where there is none. */
  readonly key?: string;
  readonly table: ChartTable;
}

export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function quoted(cell: string): string {
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The table as CSV text with a header line; cells are quoted where they need it. */
export function chartTableCsv(table: ChartTable): string {
  return [table.columns, ...table.rows].map((row) => row.map(quoted).join(',')).join('\r\n') + '\r\n';
}
