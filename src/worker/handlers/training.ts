import { combinePredictions } from '../../core/estimators/combine.ts';
import type { ModelPicture } from '../../core/estimators/model-picture.ts';
import { pictureOf } from '../../core/estimators/picture-of.ts';
import { traitsOf } from '../../core/estimators/learners.ts';
import { evaluate } from '../../core/evaluation/evaluate.ts';
import type { Evaluation } from '../../core/evaluation/evaluation.ts';
import { permutationImportance } from '../../core/evaluation/permutation-importance.ts';
import { Cancelled } from '../../core/math/control.ts';
import { buildMatrix } from '../../core/matrix/build-matrix.ts';
import { metricOf } from '../../core/metrics/registry.ts';
import { checkProblem } from '../../core/problem/check-problem.ts';
import { isFeature } from '../../core/problem/features.ts';
import { targetOf } from '../../core/problem/target.ts';
import { currentVersion } from '../../core/project/current.ts';
import type { StageVersion } from '../../core/project/project.ts';
import { withResult } from '../../core/project/record.ts';
import { applyRecipe } from '../../core/recipe/apply-recipe.ts';
import type { Split } from '../../core/split/split.ts';
import { selectRows } from '../../core/table/table.ts';
import { defaultPortfolio } from '../../core/training/default-portfolio.ts';
import { runPortfolio, type RunInput } from '../../core/training/run-portfolio.ts';
import type { CandidateValues, RunEvent, RunSettings } from '../../core/training/run.ts';
import { StageMissing, ValuesLost } from '../errors.ts';
import type { JobControl } from '../job-control.ts';
import type { StudioApi } from '../protocol.ts';
import { stamp, type Session } from '../session.ts';
import { inputOfRun, newRunInput } from './run-input.ts';
import { defaultSeed } from './understanding.ts';

const defaultBudgetSeconds = 30;

/** Where the large part of a candidate's result is stored. */
export const candidateKey = (runId: string, candidateId: string) => `${runId}/${candidateId}`;

function follow(session: Session, control: JobControl, input: RunInput): (event: RunEvent) => void {
  let done: { id: string; value: number }[] = [];
  return (event) => {
    session.publish({ type: 'run', event });
    if (event.type === 'candidate-started') {
      control.describe({ note: `${event.candidate.label}, ${event.index + 1} of ${event.of}` });
    } else if (event.type === 'progress') {
      const { elapsedMs, leftMs } = event;
      control.progress(elapsedMs / Math.max(1, elapsedMs + leftMs), event.note);
      control.describe({ leftMs });
    } else if (event.type === 'entry') {
      const { metric } = input.problem;
      const estimate = event.entry.validation[metric];
      if (estimate) done = [...done, { id: event.entry.candidate.id, value: estimate.value }];
      const best = done.find(({ id }) => id === event.bestId);
      if (best) control.describe({ best: { metric, value: best.value } });
    }
  };
}

function splitSizes(split: Split) {
  return { developmentRows: split.development.length, testRows: split.test.length, nFolds: split.folds.length };
}

async function train(session: Session, asked: Parameters<StudioApi['train']>[0]): Promise<void> {
  await session.run({ kind: 'train', title: 'Training', canPause: true, stop: 'keep-best' }, async (control) => {
    const table = session.requireTable();
    const problem = session.require('problem', 'problem', 'choose a column to predict').settings;
    checkProblem(table, problem);
    const nColumns = table.columns.filter(({ name }) => isFeature(problem, name)).length;
    const only = asked.only ?? (problem.constraints?.explainable ? 'linear' : undefined);
    const settings: RunSettings = {
      candidates: asked.candidates ?? defaultPortfolio({ task: problem.task, nRows: table.nRows, nColumns, ...(only ? { only } : {}) }),
      budgetSeconds: asked.budgetSeconds ?? defaultBudgetSeconds,
      seed: asked.seed ?? defaultSeed,
      backend: asked.backend ?? session.backend,
    };
    const input = newRunInput(session, settings);
    // The budget is for training: fetching tfjs and measuring the backends is not counted.
    if (settings.candidates.some(({ learner }) => traitsOf(learner).onDevice)) {
      control.describe({ note: 'Measuring this machine' });
      await session.fits.probe(false);
    }
    const clock = { nowMs: () => control.elapsedMs() };
    const { result, values } = await runPortfolio(input, session.fits, clock, follow(session, control, input), control);
    const splitVersion = session.require('split', 'split', '');
    session.update((project) => withResult(project, splitVersion.id, splitSizes(input.split), stamp().at));
    const former = currentVersion(session.requireProject(), 'run');
    const run = session.record('run', settings, result);
    const learned = result.leaderboard.some(({ candidate, status }) => status === 'done' && candidate.learner !== 'dummy');
    if (former?.result?.bestId && control.cancelled() && !learned) {
      // Stopped before anything was learned: the models that were there stay the ones to choose from.
      session.update((project) => ({ ...project, current: { ...project.current, run: former.id } }));
      session.note(`Run ${run.version} was stopped`, `Nothing had been learned yet; run ${former.version} stays.`, run.id);
      return;
    }
    for (const [candidateId, value] of values) session.keepValue('candidate', candidateKey(run.id, candidateId), value);
    const best = result.leaderboard.find((entry) => entry.candidate.id === result.bestId);
    const count = result.leaderboard.length;
    session.note(`Run ${run.version}: ${count} ${count === 1 ? 'candidate' : 'candidates'}`, best ? `${best.candidate.label} came first on validation rows.` : 'No candidate finished.', run.id);
  });
}

const currentRun = (session: Session) => session.require('run', 'run', 'train models first');

/** The out-of-fold predictions and first model of a candidate of a run; throws ValuesLost. */
export async function candidateValues(session: Session, run: StageVersion<'run'>, candidateId: string): Promise<CandidateValues> {
  const values = await session.value('candidate', candidateKey(run.id, candidateId));
  if (!values) throw new ValuesLost();
  return values;
}

/** How a candidate of a run does on its validation rows, with what it relies on; on the data and plan that the run was made from. */
export async function evaluateCandidate(session: Session, candidateId: string, run = currentRun(session)): Promise<Evaluation> {
  const key = candidateKey(run.id, candidateId);
  const known = session.evaluations.get(key);
  if (known) return known;
  const candidate = run.settings.candidates.find(({ id }) => id === candidateId);
  if (!candidate) throw new StageMissing(`candidate "${candidateId}"`, 'train models first');
  const values = await candidateValues(session, run, candidateId);
  const { table, problem, split, settings } = await inputOfRun(session, run);
  const labelled = selectRows(table, values.rows);
  const evaluation = evaluate({ candidateId, on: 'validation', problem, yTrue: targetOf(labelled, problem), yPred: values.predictions, seed: settings.seed });
  const importance = await importanceOf(session, values, { table, problem, split, settings });
  const complete = { ...evaluation, importance };
  if (importance) session.evaluations.set(key, complete);
  return complete;
}

/** What a readable candidate learned on its first fold, as data to be drawn. */
async function lookInside(session: Session, candidateId: string): Promise<ModelPicture | null> {
  const { firstFold } = await candidateValues(session, currentRun(session), candidateId);
  return firstFold.length === 1 ? pictureOf(firstFold[0]) : null;
}

/** What the first fold's model relies on; null where another job goes on or the measurement was stopped. */
async function importanceOf(
  session: Session,
  { firstFold }: CandidateValues,
  { table, problem, split, settings }: Omit<RunInput, 'recipes'>,
): Promise<Evaluation['importance']> {
  if (session.job && session.job.plan.kind !== 'importance') return null;
  const { backend, seed } = settings;
  try {
    return await session.run({ kind: 'importance', title: 'Measuring what the model relies on', canPause: false, stop: 'cancel' }, (control) =>
      permutationImportance({
        table,
        rows: split.folds[0].validation,
        problem,
        predict: async (shuffled) => {
          const parts = firstFold.map(({ recipe, model }) => session.fits.predict(model, buildMatrix(applyRecipe(recipe, shuffled)), backend));
          return combinePredictions(await Promise.all(parts), firstFold.map(({ weight }) => weight));
        },
        metric: metricOf(problem.metric),
        repeats: 5,
        seed,
        control,
      }),
    );
  } catch (error) {
    if (error instanceof Cancelled) return null;
    throw error;
  }
}

/** Commands that train candidates and judge them on their validation rows. */
export function trainingCommands(session: Session): Pick<StudioApi, 'train' | 'evaluateCandidate' | 'lookInside' | 'pauseJob' | 'resumeJob' | 'stopJob'> {
  return {
    train: (settings) => train(session, settings),
    evaluateCandidate: (candidateId) => evaluateCandidate(session, candidateId),
    lookInside: (candidateId) => lookInside(session, candidateId),
    pauseJob: async () => session.job?.pause(),
    resumeJob: async () => session.job?.resume(),
    stopJob: async () => session.job?.stop(),
  };
}
