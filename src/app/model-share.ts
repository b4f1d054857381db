import type { Params } from '../core/estimators/estimator.ts';
import type { Candidate } from '../core/training/run.ts';
import { paramSpecsOf } from './model-params.ts';

/** A candidate's learner and what is set of it otherwise than usual, as one line of JSON that readSettingsText reads. */
export function settingsText({ learner, params }: Pick<Candidate, 'learner' | 'params'>): string {
  const set: Record<string, Params[string]> = {};
  for (const spec of paramSpecsOf(learner)) {
    const value = params[spec.name];
    const usual = spec.kind === 'monotone' ? typeof value === 'object' && Object.keys(value).length === 0 : value === spec.default;
    if (value !== undefined && !usual) set[spec.name] = value;
  }
  return JSON.stringify({ learner, params: set });
}
