import type { Params } from '../core/estimators/estimator.ts';
import type { FittedLearnerId } from '../core/estimators/learners.ts';
import type { Candidate } from '../core/training/run.ts';
import { learnersByHand } from './model-params.ts';
import { draftOf, readDraft, withDirection, type ReadSettings, type SettingsDraft } from './model-settings.ts';

const usualLearner: FittedLearnerId = 'boosting';

/** The settings of one model while they are being written. */
export class ByHand {
  learner = $state<FittedLearnerId>(usualLearner);
  draft = $state.raw<SettingsDraft>(draftOf(usualLearner));
  budget = $state('');
  /** Whether it was tried to train it, from when on all errors are shown. */
  tried = $state(false);

  /** Starts from the settings of `start`, where they can be given by hand, else from the usual ones of boosted trees. */
  constructor(start: Candidate | null, budget: string) {
    const known = learnersByHand.find(({ value }) => value === start?.learner);
    if (known && start) this.choose(known.value, start.params);
    this.budget = budget;
  }

  choose(learner: FittedLearnerId, params: Params = {}): void {
    this.learner = learner;
    this.draft = draftOf(learner, params);
    this.tried = false;
  }

  write(name: string, text: string): void {
    this.draft = { ...this.draft, texts: { ...this.draft.texts, [name]: text } };
  }

  direct(name: string, column: string, direction: 1 | -1 | 0): void {
    const directions = withDirection(this.draft.directions[name] ?? {}, column, direction);
    this.draft = { ...this.draft, directions: { ...this.draft.directions, [name]: directions } };
  }

  get read(): ReadSettings {
    return readDraft(this.learner, this.draft);
  }

  /** What is wrong with a field, in its own words; null where it is right. */
  errorOf(name: string): string | null {
    const { read } = this;
    return 'errors' in read ? (read.errors[name] ?? null) : null;
  }
}
