import type { PartLabel, TargetRelation } from './column-detail.ts';
import type { LevelCount } from './profile.ts';
import type { Parts } from './relate-target.ts';

/** About equally filled bins of a number; fewer where values repeat. */
const mostBins = 10;
/** Levels that stand on their own; the rest are taken together. */
const mostLevels = 20;

function withMissing(labels: PartLabel[]): { labels: PartLabel[]; missing: number } {
  return { labels: [...labels, { kind: 'missing' }], missing: labels.length };
}

/** The lower ends of the bins, ascending: each value apart where there are few, else quantiles. */
function lowerEnds(sorted: Float64Array): { ends: number[]; single: boolean } {
  const distinct: number[] = [];
  for (let i = 0; i < sorted.length && distinct.length <= mostBins; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) distinct.push(sorted[i]);
  if (distinct.length <= mostBins) return { ends: distinct, single: true };
  const ends = [sorted[0]];
  for (let bin = 1; bin < mostBins; bin++) {
    const cut = sorted[Math.floor((bin * sorted.length) / mostBins)];
    if (cut > ends[ends.length - 1]) ends.push(cut);
  }
  return { ends, single: false };
}

/** Parts of a column of numbers: values where there are at most ten, else tenths of the rows as far as ties allow; and missing. */
export function partsOfNumbers(values: Float64Array, sorted: Float64Array, scale: TargetRelation['scale']): Parts {
  const { ends, single } = lowerEnds(sorted);
  const highest = sorted[sorted.length - 1];
  const { labels, missing } = withMissing(
    ends.map((from, bin): PartLabel =>
      single ? { kind: 'value', value: from } : { kind: 'range', from, to: ends[bin + 1] ?? highest, closed: bin === ends.length - 1 },
    ),
  );
  const partOf = new Int32Array(values.length).fill(missing);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (Number.isNaN(value)) continue;
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle] <= value) low = middle + 1;
      else high = middle;
    }
    partOf[row] = low - 1;
  }
  return { partOf, labels, scale };
}

/** Parts of a column of labels given as codes: its most frequent levels, the others together, and missing. */
export function partsOfLevels(codes: Int32Array, levels: readonly string[], frequent: readonly LevelCount[]): Parts {
  const alone = frequent.length <= mostLevels + 1 ? frequent : frequent.slice(0, mostLevels);
  const others = frequent.length - alone.length;
  const named: PartLabel[] = alone.map(({ level }) => ({ kind: 'level', level }));
  if (others > 0) named.push({ kind: 'others', levels: others });
  const { labels, missing } = withMissing(named);
  const partOfLevel = new Map(alone.map(({ level }, part) => [level, part]));
  const partOfCode = levels.map((level) => partOfLevel.get(level) ?? alone.length);
  return { partOf: codes.map((code) => (code < 0 ? missing : partOfCode[code])), labels, scale: 'none' };
}
