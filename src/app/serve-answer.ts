import type { ScoredRow } from '../worker/protocol.ts';
import { className, formatDecimals, formatInteger, formatNumber, formatPercent } from './format.ts';

const shownClasses = 6;
const usualThreshold = 0.5;

export interface AnswerView {
  /** Shown large: "72%", "virginica", "184,300". */
  readonly big: string;
  readonly beside: string;
  readonly sentence: string;
  /** Probabilities by class, largest first. */
  readonly bars: readonly { readonly label: string; readonly share: number; readonly text: string }[];
  readonly rest: string | null;
  /** Probability of the positive class, for the bar; null unless binary. */
  readonly share: number | null;
  /** Place of the threshold on the bar; null unless binary. */
  readonly thresholdAt: number | null;
}

interface Asked {
  readonly target: string;
  readonly positiveClass: string | null;
  readonly threshold: number | null;
}

/** What one scored row is shown as. */
export function answerView(scored: ScoredRow, { target, positiveClass, threshold }: Asked): AnswerView {
  const all = [...scored.probabilities].sort((a, b) => b.probability - a.probability);
  if (all.length === 0) {
    const value = Number(scored.prediction);
    const big = scored.prediction !== '' && Number.isFinite(value) ? formatNumber(value, 5) : scored.prediction;
    return { big, beside: target, sentence: 'The predicted value for this row.', bars: [], rest: null, share: null, thresholdAt: null };
  }
  const positive = positiveClass === null ? undefined : all.find(({ label }) => label === positiveClass);
  const bars = all.slice(0, shownClasses).map(({ label, probability }) => ({ label, share: probability, text: formatPercent(probability) }));
  const hidden = all.slice(shownClasses);
  const left = hidden.reduce((sum, { probability }) => sum + probability, 0);
  const rest = hidden.length > 0 ? `${formatInteger(hidden.length)} others share ${formatPercent(left)}` : null;
  if (!positive) {
    return { big: scored.prediction, beside: `${formatPercent(all[0].probability)} sure`, sentence: 'The most probable class.', bars, rest, share: null, thresholdAt: null };
  }
  const cut = threshold ?? usualThreshold;
  return {
    big: formatPercent(positive.probability),
    beside: `likely ${className(positive.label)}`,
    sentence: `Threshold ${formatDecimals(cut, 2)}: predicted ${className(scored.prediction)}.`,
    bars,
    rest,
    share: positive.probability,
    thresholdAt: cut,
  };
}
