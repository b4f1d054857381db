import type { MulticlassEvaluation, ThresholdPoint } from '../../core/evaluation/evaluation.ts';
import { html, type Html } from './html.ts';
import { at, cut, drawing, figure } from './svg.ts';
import { integer, percent, score } from './words.ts';

/** Beyond this many classes a matrix cannot be read in print, and the table by class says more. */
const mostClasses = 14;

function matrix(labels: readonly string[], confusion: readonly (readonly number[])[], reading: string): Html {
  const k = labels.length;
  const limit = k > 6 ? 20 : 24;
  const left = 16 + 6.4 * Math.max(...labels.map((label) => [...cut(label, limit)].length));
  const tilted = k > 4;
  const width = k === 2 ? 380 : 780;
  const cell = Math.min(k === 2 ? 160 : 92, (width - left - (tilted ? 84 : 0)) / k);
  const height = k === 2 ? 62 : Math.max(24, Math.min(34, cell));
  const top = tilted ? 34 + 3.9 * Math.max(...labels.map((label) => [...cut(label, limit)].length)) : 44;
  const totals = confusion.map((row) => row.reduce((sum, n) => sum + n, 0));
  return drawing(
    width,
    Math.ceil(top + height * k + 4),
    `Confusion matrix. ${reading}`,
    html`<text class="name" x="${at(left)}" y="11">predicted</text><text class="name" x="0" y="${at(top - 6)}">true</text>`,
    labels.map((label, c) => {
      const place = left + cell * (c + 0.5);
      return tilted
        ? html`<text class="tick" transform="translate(${at(place)} ${at(top - 7)}) rotate(-38)">${cut(label, limit)}</text>`
        : html`<text class="tick" x="${at(place)}" y="${at(top - 8)}" text-anchor="middle">${cut(label, Math.max(6, Math.floor(cell / 6)))}</text>`;
    }),
    labels.map((label, r) => [
      html`<text class="tick" x="${at(left - 8)}" y="${at(top + height * (r + 0.5) + 3.5)}" text-anchor="end">${cut(label, limit)}</text>`,
      confusion[r].map((n, c) => {
        const share = totals[r] > 0 ? n / totals[r] : 0;
        const tone = r === c ? 'right' : 'wrong';
        return html`<rect class="${tone}" x="${at(left + cell * c + 1)}" y="${at(top + height * r + 1)}" width="${at(cell - 2)}" height="${at(height - 2)}" fill-opacity="${at(0.05 + 0.45 * share)}"/><text class="cell" x="${at(left + cell * (c + 0.5))}" y="${at(top + height * (r + 0.5) + (k === 2 ? -1 : 3.5))}" text-anchor="middle">${n === 0 && k > 2 ? '·' : integer(n)}</text>${
          k === 2 ? html`<text class="share" x="${at(left + cell * (c + 0.5))}" y="${at(top + height * (r + 0.5) + 13)}" text-anchor="middle">${percent(share)}</text>` : null
        }`;
      }),
    ]),
  );
}

/** What became of the rows of either class at the threshold in use. */
export function binaryConfusionFigure(classes: readonly string[], positiveClass: string, point: ThresholdPoint): Html {
  const negativeClass = classes.find((label) => label !== positiveClass) ?? 'other';
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = point;
  const reading = `${integer(falseNegatives)} of ${positiveClass} missed, ${integer(falsePositives)} of ${negativeClass} called ${positiveClass}.`;
  const confusion = [[truePositives, falseNegatives], [falsePositives, trueNegatives]];
  return figure('Which mistakes does it make?', reading, matrix([positiveClass, negativeClass], confusion, reading));
}

/** Where the rows of each class went; null for more classes than a matrix can show. */
export function confusionFigure({ confusion, perClass }: MulticlassEvaluation): Html | null {
  if (perClass.length > mostClasses) return null;
  const labels = perClass.map(({ label }) => label);
  let worst: [number, number] = [0, 0];
  confusion.forEach((row, r) => row.forEach((n, c) => r !== c && n > (worst[0] === worst[1] ? 0 : confusion[worst[0]][worst[1]]) && (worst = [r, c])));
  const [r, c] = worst;
  const reading = r === c ? 'Every row is told right.' : `Most often confused: ${labels[r]} taken for ${labels[c]}, ${integer(confusion[r][c])} times. Shade: share of the true class.`;
  return figure('Which classes are mixed up?', reading, matrix(labels, confusion, reading), true);
}

/** Precision, recall and F1 of each class, the largest classes first. */
export function classTable({ perClass }: MulticlassEvaluation): Html {
  const shown = [...perClass].sort((a, b) => b.support - a.support).slice(0, 60);
  return html`<table class="plain"><thead><tr><th>Class</th><th class="n">Precision</th><th class="n">Recall</th><th class="n">F1</th><th class="n">Rows</th></tr></thead><tbody>${shown.map(
    ({ label, precision, recall, f1, support }) =>
      html`<tr><td class="long">${label}</td><td class="n">${score(precision)}</td><td class="n">${score(recall)}</td><td class="n">${score(f1)}</td><td class="n">${integer(support)}</td></tr>`,
  )}</tbody></table>${perClass.length > shown.length ? html`<p class="fine">${perClass.length - shown.length} smaller classes are not listed.</p>` : null}`;
}
