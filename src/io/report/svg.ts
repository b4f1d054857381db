import { html, type Content, type Html } from './html.ts';
import { short } from './words.ts';

/** Where a plot's data stand inside its drawing, in drawing units. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Maps values of a domain onto drawing units. */
export type Scale = (value: number) => number;

/** A linear scale from [low, high] to [from, to]; the middle where the domain has no width. */
export function linearScale(low: number, high: number, from: number, to: number): Scale {
  const width = high - low;
  return (value) => (width > 0 ? from + ((value - low) / width) * (to - from) : (from + to) / 2);
}

/** About `wanted` round numbers inside [low, high]: multiples of 1, 2, 2.5 or 5 times a power of ten. */
export function ticks(low: number, high: number, wanted = 5): number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}

/** A coordinate with at most two decimals. */
export function at(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** A path through the points. */
export function linePath(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${at(x)} ${at(y)}`).join('');
}

/** The text cut in the middle to at most `limit` characters. */
export function cut(text: string, limit: number): string {
  const signs = [...text];
  if (signs.length <= limit) return text;
  const head = Math.ceil((limit - 1) * 0.65);
  return `${signs.slice(0, head).join('')}…${signs.slice(signs.length - (limit - 1 - head)).join('')}`;
}

interface AxisOptions {
  readonly label: string;
  readonly format?: (value: number) => string;
}

/** Ticks, hairlines and a name for both axes; the name of the vertical one stands over it, level. */
export function axes(
  frame: Frame,
  x: { scale: Scale; ticks: readonly number[] } & AxisOptions,
  y: { scale: Scale; ticks: readonly number[] } & AxisOptions,
): Html {
  const { width, height, left, right, top, bottom } = frame;
  const baseline = height - bottom;
  const format = (value: number, given?: (value: number) => string) => (given ?? ((v: number) => short(v, 3)))(value);
  return html`${y.ticks.map(
    (tick) =>
      html`<line class="grid" x1="${left}" x2="${width - right}" y1="${at(y.scale(tick))}" y2="${at(y.scale(tick))}"/><text class="tick" x="${left - 8}" y="${at(y.scale(tick) + 3.5)}" text-anchor="end">${format(tick, y.format)}</text>`,
  )}<line class="axis" x1="${left}" x2="${width - right}" y1="${baseline}" y2="${baseline}"/>${x.ticks.map(
    (tick) => html`<text class="tick" x="${at(x.scale(tick))}" y="${baseline + 16}" text-anchor="middle">${format(tick, x.format)}</text>`,
  )}<text class="name" x="${width - right}" y="${height - 4}" text-anchor="end">${x.label}</text><text class="name" x="0" y="${top - 12}">${y.label}</text>`;
}

/** A drawing with a name for those who cannot see it. */
export function drawing(width: number, height: number, label: string, ...contents: readonly Content[]): Html {
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">${contents}</svg>`;
}

/** A chart under its question and a one-line reading of the answer. */
export function figure(title: string, reading: Content, chart: Content, wide = false): Html {
  return html`<figure${wide ? html` class="wide"` : null}><figcaption><b>${title}</b><span>${reading}</span></figcaption>${chart}</figure>`;
}
