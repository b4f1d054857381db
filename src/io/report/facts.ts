import type { Evaluation } from '../../core/evaluation/evaluation.ts';
import { currentVersion } from '../../core/project/current.ts';
import type { Project, StageName, StageVersion } from '../../core/project/project.ts';
import type { LeaderboardEntry } from '../../core/training/run.ts';
import { modelsOf, type ReportedModel } from './models.ts';

/** What a report is made from. */
export interface ReportInput {
  readonly project: Project;
  /** The chosen candidate on its out-of-fold validation rows, with importance where it was computed; null where it was not. */
  readonly validation: Evaluation | null;
}

/** Thrown where there is nothing to report on yet. */
export class NothingToReport extends Error {
  readonly code = 'NothingToReport';
  constructor(stage: StageName) {
    super(`NothingToReport: the project has no ${stage} yet; train models and choose one first`);
    this.name = 'NothingToReport';
  }
}

/** The versions that the reported figures come from, each stage as it stood for the run and not as it stands now. */
export interface Facts {
  readonly project: Project;
  readonly source: StageVersion<'source'>;
  readonly dataset: StageVersion<'dataset'> & { readonly result: NonNullable<StageVersion<'dataset'>['result']> };
  readonly problem: StageVersion<'problem'>;
  readonly split: StageVersion<'split'>;
  readonly recipe: StageVersion<'recipe'> | null;
  readonly run: StageVersion<'run'> & { readonly result: NonNullable<StageVersion<'run'>['result']> };
  readonly evaluation: StageVersion<'evaluation'> | null;
  readonly release: StageVersion<'release'> | null;
  readonly validation: Evaluation | null;
  /** The measurement on the locked test rows; null while none was made. */
  readonly test: Evaluation | null;
  /** The candidate that was chosen, else the best one; null where none finished. */
  readonly chosen: LeaderboardEntry | null;
  /** What it is made of: itself, or an ensemble's members. */
  readonly models: readonly ReportedModel[];
}

function withResult<V extends StageVersion>(version: V | null, stage: StageName): V & { readonly result: NonNullable<V['result']> } {
  if (!version?.result) throw new NothingToReport(stage);
  return version as V & { readonly result: NonNullable<V['result']> };
}

/** The facts behind the report of a project; throws NothingToReport where it has no finished run. */
export function factsOf({ project, validation }: ReportInput): Facts {
  const byId = new Map(project.versions.map((version) => [version.id, version]));
  const evaluation = currentVersion(project, 'evaluation');
  const runOfEvaluation = evaluation && (byId.get(evaluation.settings.runId) ?? byId.get(evaluation.parents.run ?? ''));
  const run = withResult((runOfEvaluation as StageVersion<'run'> | null | undefined) ?? currentVersion(project, 'run'), 'run');
  const before = <S extends StageName>(stage: S): StageVersion<S> | null =>
    (byId.get(run.parents[stage] ?? '') as StageVersion<S> | undefined) ?? currentVersion(project, stage);
  const required = <S extends StageName>(stage: S): StageVersion<S> => {
    const found = before(stage);
    if (!found) throw new NothingToReport(stage);
    return found;
  };
  const dataset = withResult(required('dataset'), 'dataset');
  const sourceId = dataset.parents.source ?? '';
  const source = (byId.get(sourceId) as StageVersion<'source'> | undefined) ?? required('source');
  const chosenId = evaluation?.settings.candidateId ?? run.result.bestId;
  const chosen = run.result.leaderboard.find(({ candidate, status }) => candidate.id === chosenId && status === 'done') ?? null;
  const release = currentVersion(project, 'release');
  return {
    project,
    source,
    dataset,
    problem: required('problem'),
    split: required('split'),
    recipe: before('recipe'),
    run,
    evaluation,
    release: release && release.parents.evaluation === evaluation?.id ? release : null,
    validation: validation?.candidateId === chosenId ? validation : null,
    test: evaluation?.result ?? null,
    chosen,
    models: modelsOf(chosen, run.result),
  };
}
