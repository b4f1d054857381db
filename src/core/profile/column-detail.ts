import type { ValueAt } from '../stats/extremes.ts';
import type { ColumnKind } from '../table/table.ts';
import type { Histogram, LevelCount } from './profile.ts';
import type { SpellingGroup } from './spelling-groups.ts';

export interface QuantileValue {
  readonly p: number;
  readonly value: number;
}

/** All that is said of a column of numbers; of its finite values but for the counts and extremes. */
export interface NumberDetail {
  readonly finite: number;
  readonly zeros: number;
  readonly negative: number;
  readonly infinite: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Divisor n - 1; NaN for one value. */
  readonly standardDeviation: number;
  /** Corrected for bias, as pandas; NaN for fewer than three values. */
  readonly skewness: number;
  /** In excess of the normal distribution's, corrected for bias, as pandas; NaN for fewer than four values. */
  readonly kurtosis: number;
  /** The median distance from the median, unscaled. */
  readonly medianAbsoluteDeviation: number;
  /** At 1, 5, 25, 50, 75, 95 and 99%, linear between order statistics. */
  readonly quantiles: readonly QuantileValue[];
  readonly histogram: Histogram;
  /** The five lowest values with their rows, infinities included. */
  readonly lowest: readonly ValueAt[];
  readonly highest: readonly ValueAt[];
  /** Values that occur more than once, most frequent first, at most five. */
  readonly commonest: readonly { readonly value: number; readonly count: number }[];
}

/** All that is said of a column of labels. */
export interface LevelDetail {
  /** The most frequent levels, at most 200. */
  readonly levels: readonly LevelCount[];
  /** Shannon entropy of the levels in bits. */
  readonly entropyBits: number;
  /** Entropy over its largest value for as many levels, in [0, 1]; NaN for one level. */
  readonly evenness: number;
  /** Levels on less than `below` of the values, and the rows that hold them. */
  readonly rare: { readonly below: number; readonly levels: number; readonly rows: number };
  /** Levels that occur once. */
  readonly once: number;
  /** Null where there are too many levels to be compared. */
  readonly spellings: readonly SpellingGroup[] | null;
  readonly shortest: string;
  readonly longest: string;
}

export type Granularity = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'millisecond';

/** A time between two instants that follow each other. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** All that is said of a column of instants, in milliseconds of UTC. */
export interface DatetimeDetail {
  readonly min: number;
  readonly max: number;
  readonly median: number;
  /** The coarsest unit in which every instant is whole: 'day' where no time of day occurs. */
  readonly granularity: Granularity;
  /**
   * The commonest time between two different instants that follow each other, in months where all are whole months; null
   * for one instant.
   */
  readonly usualStep: { readonly unit: 'month' | 'millisecond'; readonly count: number } | null;
  /** The share of steps that are the usual one; 0 for one instant. */
  readonly regular: number;
  /** The longest time without a row; null for one instant. */
  readonly longestGap: Gap | null;
  /** Steps of at least five times the usual one and of the median. */
  readonly longGaps: number;
  /** Rows in each period, from `starts[i]` up to the next start; the last period ends at `end`. */
  readonly overTime: {
    readonly unit: Granularity | 'quarter' | 'week';
    readonly starts: readonly number[];
    readonly end: number;
    readonly counts: readonly number[];
    readonly positive: readonly number[] | null;
  };
  readonly earliest: readonly ValueAt[];
  readonly latest: readonly ValueAt[];
}

export interface Spread {
  readonly min: number;
  readonly mean: number;
  readonly max: number;
}

export interface TextAt {
  readonly text: string;
  readonly row: number;
}

/** All that is said of a column of text. */
export interface TextDetail {
  /** Characters (code points) of a value. */
  readonly characters: Spread;
  /** Runs of letters, digits and apostrophes in a value. */
  readonly words: Spread;
  /** Different words, without regard to case; null where there are too many to be counted. */
  readonly vocabulary: number | null;
  /** The commonest words with the number of values that hold them, at most 20. */
  readonly commonWords: readonly { readonly word: string; readonly rows: number }[];
  readonly shortest: TextAt;
  readonly longest: TextAt;
  /** Values drawn at random, always the same ones, in the order of the rows. */
  readonly samples: readonly TextAt[];
  /** The values that occur most, at most 12. */
  readonly levels: readonly LevelCount[];
}

/** What a part of the column's values is. */
export type PartLabel =
  | { readonly kind: 'level'; readonly level: string }
  /** Values in [from, to), both included where `closed`. */
  | { readonly kind: 'range'; readonly from: number; readonly to: number; readonly closed: boolean }
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'others'; readonly levels: number }
  | { readonly kind: 'missing' };

export interface RelationPart {
  readonly label: PartLabel;
  /** Rows of this part that have a target. */
  readonly rows: number;
  /** The rate of the positive class, or the target's mean; NaN without rows. */
  readonly value: number;
  /** Ends of the 95% interval: Wilson's for a rate, Student's for a mean (NaN for a single row). */
  readonly lower: number;
  readonly upper: number;
  /** Rows of each class, for 'shares'; else empty. */
  readonly counts: readonly number[];
}

/** The target by what the column holds: what is measured, part by part and over all rows that have a target. */
export interface TargetRelation {
  readonly kind: 'rate' | 'mean' | 'shares';
  readonly target: string;
  /** The class whose rate is given, for 'rate'; the classes that counts stand for, for 'shares'; else empty. */
  readonly classes: readonly string[];
  /** What `range` and `value` parts measure. */
  readonly scale: 'number' | 'datetime' | 'characters' | 'none';
  readonly parts: readonly RelationPart[];
  readonly overall: Omit<RelationPart, 'label'>;
}

/** Everything known of one column; made when somebody asks. */
export interface ColumnDetail {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly count: number;
  readonly missing: number;
  readonly distinct: number;
  readonly number: NumberDetail | null;
  readonly labels: LevelDetail | null;
  readonly datetime: DatetimeDetail | null;
  readonly text: TextDetail | null;
  /** Null for the target itself, and where there is no target to relate to. */
  readonly relation: TargetRelation | null;
}
