import type { Params } from '../core/estimators/estimator.ts';
import type { FittedLearnerId } from '../core/estimators/learners.ts';
import type { Task } from '../core/metrics/metric.ts';
import type { Candidate } from '../core/training/run.ts';
import { learnersByHand } from './model-params.ts';
import { readSettingsText } from './model-paste.ts';
import { draftOf, paramsInWords, readDraft, withDirection, type ReadSettings, type SettingsDraft } from './model-settings.ts';

const usualLearner: FittedLearnerId = 'boosting';

/** The settings of one model while they are being written. */
export class ByHand {
  learner = $state<FittedLearnerId>(usualLearner);
  draft = $state.raw<SettingsDraft>(draftOf(usualLearner));
  budget = $state('');
  /** Whether it was tried to train it, from when on all errors are shown. */
  tried = $state(false);
  /** Settings as text, as they were pasted; empty where they were not. */
  pasted = $state('');
  /** What is wrong with the pasted text; null where it is read, or empty. */
  pasteError = $state<string | null>(null);

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

  /** Takes the settings that the text holds; those before stay where it cannot be read. */
  paste(text: string, task: Task, columns: readonly string[]): void {
    this.pasted = text;
    this.pasteError = null;
    if (text.trim() === '') return;
    const read = readSettingsText(text, task, columns);
    if ('error' in read) this.pasteError = read.error;
    else this.choose(read.learner, read.params);
  }

  /** What came of the pasted text, in a sentence; empty where there is none. */
  get pasteNote(): string {
    if (this.pasted.trim() === '') return '';
    if (this.pasteError !== null) return this.pasteError;
    const { read, learner } = this;
    const label = learnersByHand.find(({ value }) => value === learner)?.label ?? learner;
    const words = 'params' in read ? paramsInWords(learner, read.params) : '';
    return `Read: ${label}, ${words || 'with the usual settings'}. It can be changed below.`;
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
