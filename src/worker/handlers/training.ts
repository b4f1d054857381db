import { combinePredictions } from '../../core/estimators/combine.ts';
import { traitsOf } from '../../core/estimators/learners.ts';
import type { ModelPicture } from '../../core/estimators/model-picture.ts';
import { pictureOf } from '../../core/estimators/picture-of.ts';
import { matricesFor } from '../../core/estimators/pipeline.ts';
import { evaluate } from '../../core/evaluation/evaluate.ts';
import type { Evaluation } from '../../core/evaluation/evaluation.ts';
import { permutationImportance } from '../../core/evaluation/permutation-importance.ts';
import { Cancelled } from '../../core/math/control.ts';
import { metricOf } from '../../core/metrics/registry.ts';
import { checkProblem } from '../../core/problem/check-problem.ts';
import { targetOf } from '../../core/problem/target.ts';
import { withResult } from '../../core/project/record.ts';
import type { Split } from '../../core/split/split.ts';
import { selectRows } from '../../core/table/table.ts';
import { planRun } from '../../core/training/plan.ts';
import { defaultPortfolio } from '../../core/training/default-portfolio.ts';
import { runPortfolio, type RunInput } from '../../core/training/run-portfolio.ts';
import type { BackendRace, CandidateValues, RunEvent, RunSettings } from '../../core/training/run.ts';
import { StageMissing } from '../errors.ts';
import type { JobControl } from '../job-control.ts';
import type { StudioApi } from '../protocol.ts';
import { stamp, type Session } from '../session.ts';
import { tellMachine } from './compute.ts';
import { candidateKey, candidateValues } from './candidate-values.ts';
import { keptRun, RunRecord } from './run-going.ts';
import { inputOfRun, newRunInput } from './run-input.ts';
import { rowsToShow } from './rows-to-show.ts';
import { defaultSeed } from './understanding.ts';

const defaultBudgetSeconds = 30;

type TrainRequest = Parameters<StudioApi['train']>[0];

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

/** Memory of the machine in bytes, where the browser tells. */
function memoryBytes(): number | null {
  const { deviceMemory } = navigator as Navigator & { deviceMemory?: number };
  return deviceMemory === undefined ? null : deviceMemory * 2 ** 30;
}

/** The settings of a run of its own: what was asked for, and the default portfolio where no candidates were. */
function settingsFor(session: Session, asked: TrainRequest): RunSettings {
  const table = session.requireTable();
  const problem = session.require('problem', 'problem', 'choose a column to predict').settings;
  checkProblem(table, problem);
  const readable = problem.constraints?.explainable === true;
  const { only, budgetSeconds = defaultBudgetSeconds } = asked;
  return {
    candidates: asked.candidates ?? defaultPortfolio({ task: problem.task, nRows: table.nRows, budgetSeconds, readable, ...(only === undefined ? {} : { only }) }),
    budgetSeconds,
    seed: asked.seed ?? defaultSeed,
    backend: asked.backend ?? session.backend,
    search: asked.search ?? null,
    ensemble: asked.ensemble ?? (only === undefined && asked.candidates === undefined && !readable),
  };
}

async function train(session: Session, asked: TrainRequest): Promise<void> {
  await session.run({ kind: 'train', title: 'Training', canPause: true, stop: 'keep-best' }, async (control) => {
    const going = asked.keep ? await keptRun(session, asked) : null;
    const settings = going?.settings ?? settingsFor(session, asked);
    const input = newRunInput(session, settings);
    const plan = planRun(input, { slots: session.fits.slots, memoryBytes: memoryBytes() });
    control.describe({ fitsAtOnce: plan.slots });
    const clock = { nowMs: () => control.elapsedMs() };
    const record = new RunRecord(session, settings, going);
    const races = new Set<BackendRace>();
    session.fits.onRace = (race) => {
      if (!races.has(race)) void tellMachine(session, false);
      races.add(race);
    };
    const { result } = await runPortfolio(input, session.fits, clock, follow(session, control, input), control, {
      plan,
      ...(going ? { kept: going.kept } : {}),
      onDone: (entry, value, soFar) => record.done(entry, value, soFar),
    });
    const splitVersion = session.require('split', 'split', '');
    session.update((project) => withResult(project, splitVersion.id, splitSizes(input.split), stamp().at));
    record.end(races.size > 0 ? { ...result, races: [...races] } : result, control.cancelled());
  });
}

const currentRun = (session: Session) => session.require('run', 'run', 'train models first');

/** How a candidate of a run does on its validation rows, with what it relies on; on the data and plan that the run was made from. */
export async function evaluateCandidate(session: Session, candidateId: string, run = currentRun(session)): Promise<Evaluation> {
  const key = candidateKey(run.id, candidateId);
  const known = session.evaluations.get(key);
  if (known) return known;
  if (!run.result?.leaderboard.some(({ candidate }) => candidate.id === candidateId)) throw new StageMissing(`candidate "${candidateId}"`, 'train models first');
  const values = await candidateValues(session, run, candidateId);
  const { table, problem, split, settings } = await inputOfRun(session, run);
  const labelled = selectRows(table, values.rows);
  const evaluation = evaluate({ candidateId, on: 'validation', problem, yTrue: targetOf(labelled, problem), yPred: values.predictions, seed: settings.seed });
  const importance = await importanceOf(session, values, { table, problem, split, settings });
  const complete = { ...evaluation, importance };
  if (importance) session.evaluations.set(key, complete);
  return complete;
}

/** What a readable candidate, or a net, learned on its first fold, as data to be drawn; a net with rows that it was not fitted on. */
async function lookInside(session: Session, candidateId: string): Promise<ModelPicture | null> {
  const run = currentRun(session);
  const { firstFold } = await candidateValues(session, run, candidateId);
  if (firstFold.length !== 1) return null;
  const [fitted] = firstFold;
  const isNet = traitsOf(fitted.model.learner).family === 'net';
  return pictureOf(fitted, isNet ? rowsToShow(await inputOfRun(session, run), fitted) : null);
}

/** What the first fold's model relies on; null where it is not kept, another job goes on or the measurement was stopped. */
async function importanceOf(
  session: Session,
  { firstFold }: CandidateValues,
  { table, problem, split, settings }: Omit<RunInput, 'recipes'>,
): Promise<Evaluation['importance']> {
  if (firstFold.length === 0) return null;
  if (session.job && session.job.plan.kind !== 'importance') return null;
  const { backend, seed } = settings;
  try {
    return await session.run({ kind: 'importance', title: 'Measuring what the model relies on', canPause: false, stop: 'cancel' }, (control) =>
      permutationImportance({
        table,
        rows: split.folds[0].validation,
        problem,
        predict: async (shuffled) => {
          const matrices = matricesFor(firstFold, shuffled);
          const parts = firstFold.map(({ model }, m) => session.fits.predict(model, matrices[m], backend));
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
