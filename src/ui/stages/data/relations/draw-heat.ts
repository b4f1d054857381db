import type { ChartTheme } from '../../../charts/theme.ts';

type Rgb = readonly [number, number, number];

/** "#3346c9" as its three parts. */
function partsOf(hex: string): Rgb {
  const value = Number.parseInt(hex.replace('#', '').padEnd(6, '0').slice(0, 6), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

const mixed = (from: Rgb, to: Rgb, share: number): Rgb => [0, 1, 2].map((i) => Math.round(from[i] + (to[i] - from[i]) * share)) as unknown as Rgb;
const css = ([r, g, b]: Rgb) => `rgb(${r} ${g} ${b})`;

/** Relative luminance, as WCAG defines it. */
function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** The fill of a value in [-1, 1], and the colour of a number on it. */
export function heatColours(value: number, theme: ChartTheme, negative: string): { readonly fill: string; readonly ink: string } {
  const ground = partsOf(theme.sunk);
  const fill = Number.isNaN(value) ? ground : mixed(ground, partsOf(value < 0 ? negative : theme.accent), Math.min(1, Math.abs(value)));
  const [ink, paper] = [partsOf(theme.ink), partsOf(theme.ground)];
  return { fill: css(fill), ink: css(contrast(ink, fill) >= contrast(paper, fill) ? ink : paper) };
}

export interface HeatDrawing {
  readonly size: number;
  readonly values: Float64Array;
  /** Pixels a cell. */
  readonly cell: number;
  text(row: number, column: number): string;
  readonly theme: ChartTheme;
  readonly negative: string;
  /** The cell that is pointed at, and the one that was chosen. */
  readonly current: readonly [number, number] | null;
  readonly chosen: readonly [number, number] | null;
}

/** From this size on a cell holds its number. */
export const cellWithNumber = 30;

/** Draws the square into the context, at the origin. */
export function drawHeat(context: CanvasRenderingContext2D, { size, values, cell, text, theme, negative, current, chosen }: HeatDrawing): void {
  const gap = cell >= 10 ? 1 : 0;
  context.clearRect(0, 0, size * cell, size * cell);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.font = `11px ${theme.sans}`;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const value = values[row * size + column];
      const { fill, ink } = heatColours(value, theme, negative);
      context.fillStyle = fill;
      context.fillRect(column * cell, row * cell, cell - gap, cell - gap);
      if (cell < cellWithNumber) continue;
      context.fillStyle = ink;
      context.fillText(Number.isNaN(value) ? '·' : text(row, column), (column + 0.5) * cell - gap / 2, (row + 0.5) * cell);
    }
  }
  context.lineWidth = 2;
  for (const [marked, colour] of [[chosen, theme.ink2], [current, theme.ink]] as const) {
    if (!marked) continue;
    context.strokeStyle = colour;
    context.strokeRect(marked[1] * cell - 0.5, marked[0] * cell - 0.5, cell, cell);
  }
}
