import type { Evaluation } from '../core/evaluation/evaluation.ts';
import { bestThresholdOf, pointAt } from './evaluation-binary.ts';
import type { ModelPicture } from '../core/estimators/model-picture.ts';
import type { Candidate } from '../core/training/run.ts';
import { asksReadable, settingsToGoOn } from './model-again.ts';
import { suggestedFields, trainingSettings, type TrainFields } from './model-train.ts';
import type { Studio } from './studio.svelte.ts';

const usualThreshold = 0.5;

/** What the Model screen holds beside the project: the selected candidate, its evaluation, and where the slider stands. */
export class ModelStore {
  readonly #studio: Studio;
  #selected = $state<{ readonly runId: string; readonly candidateId: string } | null>(null);
  #evaluations = $state.raw<Readonly<Record<string, Evaluation>>>({});
  #threshold = $state<{ readonly key: string; readonly value: number } | null>(null);
  #fields = $state.raw<Partial<TrainFields>>({});
  /** Pictures of readable candidates, by run and candidate; null where there is none. */
  #pictures = $state.raw<Readonly<Record<string, ModelPicture | null>>>({});
  /** Learners whose trials are all listed. */
  opened = $state.raw<readonly string[]>([]);
  /** The candidate whose evaluation is being worked out. */
  pending = $state<string | null>(null);
  choosing = $state(false);

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  /** What the training controls hold: as written, else as the last run was asked for. */
  get fields(): TrainFields {
    return { ...suggestedFields(this.#studio.project), ...this.#fields };
  }

  write(change: Partial<TrainFields>): void {
    this.#fields = { ...this.#fields, ...change };
  }

  // Getters, not $derived: a derived value belongs to the screen that first made the store, and is stale once that screen is left.
  get running(): boolean {
    return this.#studio.job?.kind === 'train';
  }

  /** The selected candidate of the current run: the user's pick, else the best. */
  get selectedId(): string | null {
    const run = this.#studio.current('run');
    if (!run?.result) return null;
    return this.#selected?.runId === run.id ? this.#selected.candidateId : run.result.bestId;
  }

  /** Changes with the run or the selection. */
  get selectionKey(): string {
    return this.#key(this.selectedId);
  }

  /** The selected candidate's evaluation on validation rows, once known. */
  get evaluation(): Evaluation | null {
    return this.#evaluations[this.#key(this.selectedId)] ?? null;
  }

  /** Where the slider stands for the selected candidate. */
  get threshold(): number {
    if (this.#threshold?.key === this.#key(this.selectedId)) return this.#threshold.value;
    const detail = this.evaluation?.detail;
    const best = detail?.kind === 'binary' ? bestThresholdOf(detail, this.#studio.current('problem')?.settings.outcomes) : null;
    return best ?? usualThreshold;
  }

  #key(candidateId: string | null): string {
    return `${this.#studio.current('run')?.id ?? ''}/${candidateId ?? ''}`;
  }

  select(candidateId: string): void {
    const run = this.#studio.current('run');
    if (run) this.#selected = { runId: run.id, candidateId };
  }

  moveThreshold(value: number): void {
    this.#threshold = { key: this.#key(this.selectedId), value };
  }

  /** Asks for the selected candidate's evaluation where it is not known yet; an answer that comes late is still kept. */
  async evaluateSelected(): Promise<void> {
    const candidateId = this.selectedId;
    const key = this.#key(candidateId);
    if (!candidateId || this.#evaluations[key]?.importance || this.pending === key) return;
    this.pending = key;
    const evaluation = await this.#studio.perform((api) => api.evaluateCandidate(candidateId));
    if (this.pending === key) this.pending = null;
    if (evaluation) this.#evaluations = { ...this.#evaluations, [key]: evaluation };
  }

  /** What the selected candidate learned, once it is known; null where there is no picture of it. */
  get picture(): ModelPicture | null {
    return this.#pictures[this.#key(this.selectedId)] ?? null;
  }

  /** Asks what the selected candidate learned, where that is not known yet. */
  async lookInside(): Promise<void> {
    const candidateId = this.selectedId;
    const key = this.#key(candidateId);
    if (!candidateId || key in this.#pictures) return;
    this.#pictures = { ...this.#pictures, [key]: null };
    const picture = await this.#studio.explore((api) => api.lookInside(candidateId));
    if (picture) this.#pictures = { ...this.#pictures, [key]: picture };
  }

  /** Lists all trials of a learner, or folds them away again. */
  toggleTrials(key: string): void {
    this.opened = this.opened.includes(key) ? this.opened.filter((one) => one !== key) : [...this.opened, key];
  }

  async train(): Promise<void> {
    const settings = trainingSettings(this.fields, asksReadable(this.#studio.project));
    await this.#studio.perform((api) => api.train(settings));
  }

  /** Trains one candidate more and selects it; what the run has finished stays. */
  async trainByHand(candidate: Candidate, budgetSeconds: number): Promise<void> {
    await this.#studio.perform((api) => api.train({ candidates: [candidate], keep: true, budgetSeconds }));
    const trained = this.#studio.current('run')?.result?.leaderboard.find((entry) => entry.candidate.id === candidate.id);
    if (trained?.status === 'done') this.select(candidate.id);
  }

  /** Takes up a run that was interrupted. */
  async goOn(): Promise<void> {
    await this.#studio.perform((api) => api.train(settingsToGoOn));
  }

  /** Chooses the selected candidate; the threshold goes with it only where the user moved it. */
  async choose(): Promise<void> {
    const candidateId = this.selectedId;
    if (!candidateId) return;
    const detail = this.evaluation?.detail;
    const moved = this.#threshold?.key === this.#key(candidateId) && detail?.kind === 'binary';
    const threshold = moved ? Math.min(1, Math.max(0, pointAt(detail, this.threshold).threshold)) : null;
    this.choosing = true;
    await this.#studio.perform((api) => api.chooseCandidate(candidateId, threshold));
    this.choosing = false;
    await this.evaluateSelected();
  }
}

const stores = new WeakMap<Studio, ModelStore>();

/** The store of the Model screen, one for each studio, so that leaving the screen loses nothing. */
export function modelStoreOf(studio: Studio): ModelStore {
  const known = stores.get(studio) ?? new ModelStore(studio);
  stores.set(studio, known);
  return known;
}
