import type { Project, StageResults, StageSettings } from '../core/project/project.ts';

/** The plan of a project as it stood: how the source is read, what is asked, and how rows are set apart and prepared. */
export interface PlanState {
  readonly dataset: StageSettings['dataset'];
  /** What reading and profiling gave under these options, so that neither is worked out again. */
  readonly understood: StageResults['dataset'] | null;
  readonly problem: StageSettings['problem'];
  readonly split: StageSettings['split'] | null;
  readonly recipe: StageSettings['recipe'] | null;
  readonly dismissed: Project['dismissed'];
}

/** One change of the plan: what it was, in words, and the plan on the other side of it. */
export interface PlanEdit {
  /** "the role of age": what stands after "Undo". */
  readonly what: string;
  readonly state: PlanState;
}
