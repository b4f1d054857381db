import type { RegressionEvaluation } from '../../core/evaluation/evaluation.ts';
import { html, type Html } from './html.ts';
import { at, axes, cut, drawing, figure, linearScale, linePath, ticks, type Frame } from './svg.ts';
import { integer, percent, short } from './words.ts';

const frame: Frame = { width: 380, height: 296, left: 48, right: 10, top: 30, bottom: 40 };

/** Predicted against true values; on the diagonal they are equal. */
export function predictedFigure({ points }: RegressionEvaluation, target: string): Html | null {
  if (points.length === 0) return null;
  const all = points.flat();
  const low = all.reduce((least, value) => Math.min(least, value), Infinity);
  const high = all.reduce((most, value) => Math.max(most, value), -Infinity);
  const x = linearScale(low, high, frame.left, frame.width - frame.right);
  const y = linearScale(low, high, frame.height - frame.bottom, frame.top);
  const above = points.filter(([truth, predicted]) => predicted > truth).length / points.length;
  const reading = `${percent(above)} of the rows are predicted too high, ${percent(1 - above)} too low or right.`;
  const marks = ticks(low, high, 4);
  const name = cut(target, 36);
  return figure(
    'How close are predictions to the truth?',
    reading,
    drawing(
      frame.width, frame.height, `Predicted against true values. ${reading}`,
      axes(frame, { scale: x, ticks: marks, label: `true ${name}` }, { scale: y, ticks: marks, label: `predicted ${name}` }),
      html`<g class="cloud" fill-opacity="${at(Math.max(0.16, Math.min(0.6, 150 / points.length)))}">${points.map(([truth, predicted]) => html`<circle cx="${at(x(truth))}" cy="${at(y(predicted))}" r="2.2"/>`)}</g>`,
      html`<path class="guide over" d="${linePath([[x(low), y(low)], [x(high), y(high)]])}"/>`,
    ),
  );
}

/** How the errors are spread: predicted less true. */
export function residualsFigure({ residuals }: RegressionEvaluation, target: string): Html | null {
  const { edges, counts } = residuals;
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  if (most === 0) return null;
  const total = counts.reduce((sum, n) => sum + n, 0);
  const [low, high] = [edges[0], edges[edges.length - 1]];
  const x = linearScale(low, high, frame.left, frame.width - frame.right);
  const y = linearScale(0, most, frame.height - frame.bottom, frame.top);
  const fullest = counts.indexOf(most);
  const reading = `Most frequent: ${short(edges[fullest], 3)} to ${short(edges[fullest + 1], 3)}, in ${percent(most / total)} of the rows.`;
  return figure(
    'How large are the errors?',
    reading,
    drawing(
      frame.width, frame.height, `Distribution of the errors. ${reading}`,
      axes(frame, { scale: x, ticks: ticks(low, high, 4), label: `true less predicted ${cut(target, 30)}` }, { scale: y, ticks: ticks(0, most, 4), label: 'rows', format: integer }),
      counts.map((n, bin) => {
        const width = x(edges[bin + 1]) - x(edges[bin]);
        return html`<rect class="bar" x="${at(x(edges[bin]) + 0.5)}" y="${at(y(n))}" width="${at(Math.max(0.5, width - 1))}" height="${at(y(0) - y(n))}"/>`;
      }),
      low < 0 && high > 0 ? html`<line class="guide over" x1="${at(x(0))}" x2="${at(x(0))}" y1="${frame.top}" y2="${frame.height - frame.bottom}"/>` : null,
    ),
  );
}
