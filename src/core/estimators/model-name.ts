import { traitsOf } from './learners.ts';
import type { LearnerId } from './estimator.ts';

/** The kind that a candidate's label begins with: "Boosted trees" of "Boosted trees, 31 leaves", "Ensemble" of "Ensemble of 5 models". */
export function shortLabel(label: string): string {
  return label.split(/,| \(| of \d/)[0].trim();
}

/** With a small first letter, but for names such as RealMLP. */
function lowered(name: string): string {
  return /^[A-Z][a-z]+(?![A-Za-z])/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

/** The model's short name in the middle of a sentence: "boosted trees", "the linear model", "the ensemble". */
export function nameInSentence(label: string): string {
  const name = lowered(shortLabel(label));
  return /(model|network|net|perceptron|baseline|ensemble|tree|forest|machine)$/.test(name) ? `the ${name}` : name;
}

/** The kind of model by itself, in the middle of a sentence: "boosted trees", "linear model", "RealMLP net". */
export function learnerInSentence(learner: LearnerId): string {
  return lowered(traitsOf(learner).label);
}

/** "predict" or "predicts", as the model's name asks. */
export function verbFor(label: string): string {
  return /[^s]s$/.test(shortLabel(label)) ? 'predict' : 'predicts';
}

/** A member of an ensemble as far as it is told in words. */
interface Weighed {
  readonly learner: LearnerId;
  readonly weight: number;
}

/** How much each kind of model has to say in an ensemble. */
export interface LearnerShare {
  /** "boosted trees", "linear model". */
  readonly name: string;
  readonly models: number;
  /** The weights of those models together, in (0, 1]. */
  readonly weight: number;
}

/** The members by kind, the weightiest kind first; kinds of equal weight in the order in which they stand. */
export function learnerShares(members: readonly Weighed[]): LearnerShare[] {
  const kinds = [...new Set(members.map(({ learner }) => learner))];
  const shares = kinds.map((kind): LearnerShare => {
    const own = members.filter(({ learner }) => learner === kind);
    return { name: learnerInSentence(kind), models: own.length, weight: own.reduce((sum, { weight }) => sum + weight, 0) };
  });
  return shares.sort((a, b) => b.weight - a.weight);
}
