import type { Importance } from '../../core/evaluation/evaluation.ts';
import { html, type Html } from './html.ts';
import { at, cut, drawing, figure, linearScale } from './svg.ts';
import { joined, score, short } from './words.ts';

const mostBars = 20;
const row = 23;

/** The loss in the metric when a column is shuffled, with its spread over repeats; the most important columns. */
export function importanceFigure(importance: readonly Importance[], metric: string): Html {
  const shown = importance.slice(0, mostBars);
  const low = Math.min(0, ...shown.map(({ drop }) => drop));
  const high = Math.max(...shown.map(({ drop, standardDeviation }) => drop + (Number.isFinite(standardDeviation) ? standardDeviation : 0)), 1e-12);
  const labels = shown.map(({ column }) => cut(column, 34));
  const left = 14 + 7 * Math.max(...labels.map((label) => [...label].length));
  const width = 780;
  const x = linearScale(low, high, left, width - 78);
  // All with the decimals of the greatest, so that they can be compared down the column.
  const written = score(shown[0].drop).split('.')[1];
  const decimals = written === undefined || written.length > 5 ? null : written.length;
  const minus = (text: string) => (/[1-9]/.test(text) ? text.replace('-', '−') : text.replace('-', ''));
  const bars = shown.map(({ drop, standardDeviation }, index) => {
    const middle = row * (index + 0.5) + 4;
    const [from, to] = [x(Math.min(0, drop)), x(Math.max(0, drop))];
    const spread = Number.isFinite(standardDeviation) && standardDeviation > 0;
    return html`<text class="label" x="${at(left - 10)}" y="${at(middle + 4)}" text-anchor="end">${labels[index]}</text><rect class="bar" x="${at(from)}" y="${at(middle - 5)}" width="${at(Math.max(0.8, to - from))}" height="10"/>${
      spread ? html`<line class="whisker" x1="${at(Math.max(left, x(drop - standardDeviation)))}" x2="${at(x(drop + standardDeviation))}" y1="${at(middle)}" y2="${at(middle)}"/>` : null
    }<text class="value" x="${width}" y="${at(middle + 4)}" text-anchor="end">${decimals === null ? short(drop, 3) : minus(drop.toFixed(decimals))}</text>`;
  });
  const rest = importance.length - shown.length;
  const first = joined(shown.slice(0, 3).map(({ column }) => column));
  const reading = `How much worse ${metric} gets when a column is shuffled, on validation rows; the line is one standard deviation over repeats.`;
  return figure(
    `${first} ${shown.length === 1 ? 'matters' : 'matter'} most`,
    reading,
    html`${drawing(width, row * shown.length + 8, `Permutation importance. ${reading}`, bars)}${rest > 0 ? html`<p class="fine">${rest} more columns matter less than these.</p>` : null}`,
    true,
  );
}
