import type { Histogram, LevelCount } from '../core/profile/profile.ts';

/** The small picture in a column's line, as SVG paths. */
export interface HistogramSpark {
  readonly kind: 'histogram';
  /** All rows. */
  readonly all: string;
  /** Rows of the positive class; empty where there is none. */
  readonly positive: string;
}

export interface LevelSegment {
  readonly x: number;
  readonly width: number;
  /** 1 for the most frequent level, down to 0. */
  readonly weight: number;
  /** As much of the level's name as fits; empty where nothing does. */
  readonly label: string;
}

export interface LevelSpark {
  readonly kind: 'levels';
  readonly segments: readonly LevelSegment[];
}

export type Spark = HistogramSpark | LevelSpark;

function bars(counts: readonly number[], highest: number, width: number, height: number): string {
  const step = width / counts.length;
  const gap = step > 3 ? 1 : step > 1.5 ? 0.4 : 0;
  return counts
    .map((count, at) => {
      if (count <= 0 || highest <= 0) return '';
      // A bin that holds anything at all is seen.
      const tall = Math.max(1, (count / highest) * height);
      const x = (at * step).toFixed(1);
      return `M${x} ${height}v${(-tall).toFixed(1)}h${(step - gap).toFixed(1)}V${height}z`;
    })
    .join('');
}

/** A histogram in `width` × `height`, the tallest bin as high as the picture. */
export function histogramSpark(histogram: Histogram, width: number, height: number): HistogramSpark {
  const highest = Math.max(0, ...histogram.counts);
  return {
    kind: 'histogram',
    all: bars(histogram.counts, highest, width, height),
    positive: histogram.positive ? bars(histogram.positive, highest, width, height) : '',
  };
}

const letterWidth = 5.9;

function fitting(level: string, width: number): string {
  const room = Math.floor((width - 8) / letterWidth);
  if (level.length <= room) return level;
  return room >= 4 ? `${level.slice(0, room - 1)}…` : '';
}

/** Top levels as parts of one bar of `width`, in proportion to `total` rows with a value; the rest stays open. */
export function levelSpark(levels: readonly LevelCount[], total: number, width: number): LevelSpark {
  const segments: LevelSegment[] = [];
  let x = 0;
  for (const [at, { level, count }] of levels.entries()) {
    const wide = total > 0 ? (count / total) * width : 0;
    if (wide < 1) break;
    segments.push({ x, width: Math.max(0.5, wide - 1), weight: 1 - at / Math.max(1, levels.length), label: fitting(level, wide) });
    x += wide;
  }
  return { kind: 'levels', segments };
}
