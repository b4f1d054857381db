import type { CategoryColumn } from '../table/table.ts';
import type { BuiltColumn } from './column-builder.ts';
import {
  inferFormat,
  isFreeText,
  maxCodeShare,
  maxContradictingShare,
  type InferenceContext,
} from './infer-formats.ts';
import type { FieldCounts } from './infer-number-format.ts';
import type { ColumnFormat } from './reading.ts';

/** How many cells hold each level of a column of categories, by code. */
function levelCounts({ codes, levels }: CategoryColumn): Float64Array {
  const counts = new Float64Array(levels.length);
  for (let row = 0; row < codes.length; row++) if (codes[row] >= 0) counts[codes[row]]++;
  return counts;
}

/** Each level of a column of categories and how many cells hold it. */
function countLevels({ levels }: CategoryColumn, counts: Float64Array): Map<string, number> {
  return new Map(levels.map((level, code) => [level, counts[code]]));
}

function merged(sample: FieldCounts, fields: readonly string[]): FieldCounts {
  const counts = new Map(sample);
  for (const field of fields) counts.set(field, (counts.get(field) ?? 0) + 1);
  return counts;
}

function sameReading(a: ColumnFormat, b: ColumnFormat): boolean {
  return (
    a.kind === b.kind &&
    a.date === b.date &&
    a.number.decimal === b.number.decimal &&
    a.number.thousands === b.number.thousands &&
    a.number.unit === b.number.unit &&
    a.number.negative === b.number.negative
  );
}

/** The format of the same column read as categories. */
export function asLabels(format: ColumnFormat, context: InferenceContext): ColumnFormat {
  const kinds = { [format.name]: 'category' as const };
  return inferFormat(format.name, new Map(), { ...context, options: { ...context.options, kinds } });
}

/**
 * The format that a column ought to be read in once all of it was seen, or null where the one it was read in stands.
 * `sample` holds the fields it was inferred from. Numbers and dates change their format where another one also reads
 * what contradicts them; they become categories where over 5% of the filled cells still contradict them, or where too
 * many are codes. Categories become numbers or dates where 95% of all their cells read as such after all.
 */
export function reviseFormat(
  format: ColumnFormat,
  built: BuiltColumn,
  sample: FieldCounts,
  context: InferenceContext,
): ColumnFormat | null {
  const { column, contradictions, filled, codes } = built;
  if (column.kind === 'text') return null;
  if (column.kind === 'category') {
    const counts = levelCounts(column);
    if (hardlyNumeric(format.name, column, counts, context)) return null;
    const inferred = inferFormat(format.name, countLevels(column, counts), context);
    return inferred.kind === 'number' || inferred.kind === 'datetime' ? inferred : null;
  }
  if (codes > maxCodeShare * filled) return asLabels(format, context);
  if (contradictions.count === 0) return null;
  const better = inferFormat(format.name, merged(sample, built.contradicting), context);
  if (better.kind === format.kind && !sameReading(better, format)) return better;
  // Eight digits are dates only where all of them are.
  if (format.date === 'compact' && better.kind === 'number') return better;
  return giveUp(format, built, context);
}

const samples = 20;
const sampleSize = 50;

/**
 * Whether levels are surely neither numbers nor dates, told from twenty samples of fifty that lie evenly among many levels
 * of which none stands out: where over 95% of all cells read as numbers, so do those of one sample or another.
 */
function hardlyNumeric(name: string, { levels }: CategoryColumn, counts: Float64Array, context: InferenceContext): boolean {
  if (levels.length < 5 * samples * sampleSize) return false;
  let filled = 0;
  let most = 0;
  for (const count of counts) {
    filled += count;
    most = Math.max(most, count);
  }
  if (most * samples * sampleSize > filled) return false;
  const step = Math.floor(levels.length / (samples * sampleSize));
  for (let sample = 0; sample < samples; sample++) {
    const taken = new Map<string, number>();
    for (let i = 0; i < sampleSize; i++) {
      const code = (i * samples + sample) * step;
      taken.set(levels[code], counts[code]);
    }
    const { kind } = inferFormat(name, taken, context);
    if (kind === 'number' || kind === 'datetime') return false;
  }
  return true;
}

/** The format as categories, where numbers or dates contradict their inferred kind too often; else null. */
export function giveUp(format: ColumnFormat, built: BuiltColumn, context: InferenceContext): ColumnFormat | null {
  const { contradictions, filled, codes } = built;
  const contradicted = contradictions.count > maxContradictingShare * (filled + contradictions.count);
  return contradicted || codes > maxCodeShare * filled ? asLabels(format, context) : null;
}

/** The column of categories as free text where it is that (see isFreeText), else null. */
export function freeTextOf(column: CategoryColumn): (string | null)[] | null {
  const counts = levelCounts(column);
  let filled = 0;
  let length = 0;
  for (let code = 0; code < counts.length; code++) {
    filled += counts[code];
    length += column.levels[code].length * counts[code];
  }
  if (!isFreeText(counts.length, filled, length / filled)) return null;
  const { codes, levels } = column;
  const texts: (string | null)[] = [];
  for (let row = 0; row < codes.length; row++) texts.push(codes[row] < 0 ? null : levels[codes[row]]);
  return texts;
}
