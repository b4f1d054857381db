import { parseArgs } from 'node:util';
import { learnerIds } from '../../src/core/estimators/learners.ts';

export const usage = `npm run drive -- --train FILE --target COLUMN [--task binary|multiclass|regression] [--metric NAME] [--time COLUMN]
                 [--group COLUMN] [--positive CLASS] [--only LEARNER] [--budget SECONDS] [--backend auto|webgpu|wasm|cpu]
                 [--seed N] [--score FILE] [--project] --out DIR
npm run drive -- --manifest DATA_DIR [--only LEARNER] [--budget SECONDS] [--backend …] [--seed N] [--project] --out DIR

Learners: ${learnerIds.join(', ')}. Budget: seconds of candidate training (30). Seed: 0.
With --project the whole project is exported as well, as project.atelier.zip.`;

/** What is the same for every data set of a call. */
export interface SharedOptions {
  readonly only: string | null;
  readonly budget: number;
  readonly backend: 'auto' | 'webgpu' | 'wasm' | 'cpu';
  readonly seed: number;
  /** Whether the project is exported at the end. */
  readonly project: boolean;
  readonly out: string;
}

/** One data set to drive the studio with. */
export interface DriveTask {
  readonly train: string;
  readonly target: string;
  readonly task: string | null;
  readonly metric: string | null;
  readonly time: string | null;
  readonly group: string | null;
  readonly positive: string | null;
  readonly score: string | null;
}

export type DriveOptions = SharedOptions & ({ readonly manifest: string } | { readonly manifest: null; readonly task: DriveTask });

/** Thrown where the command line cannot be understood. */
export class UsageError extends Error {}

function oneOf<const T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new UsageError(`--${name} is "${value}"; it must be one of ${allowed.join(', ')}`);
  return found;
}

function wholeNumber(name: string, value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0) throw new UsageError(`--${name} is "${value}"; it must be a whole number`);
  return number;
}

const text = { type: 'string' } as const;

/** The options of a command line; throws UsageError. */
export function parseOptions(args: readonly string[]): DriveOptions {
  let values: Record<string, string | undefined>;
  let project: boolean;
  try {
    const options = {
      train: text, target: text, task: text, metric: text, time: text, group: text, positive: text, only: text,
      budget: text, backend: text, seed: text, score: text, out: text, manifest: text,
    };
    const parsed = parseArgs({ args: [...args], options: { ...options, project: { type: 'boolean' } } }).values;
    ({ project = false, ...values } = parsed);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  if (!values.out) throw new UsageError('--out is missing');
  const shared: SharedOptions = {
    only: values.only ? oneOf('only', values.only, learnerIds) : null,
    budget: wholeNumber('budget', values.budget ?? '30'),
    backend: oneOf('backend', values.backend ?? 'auto', ['auto', 'webgpu', 'wasm', 'cpu']),
    seed: wholeNumber('seed', values.seed ?? '0'),
    project,
    out: values.out,
  };
  if (values.manifest) return { ...shared, manifest: values.manifest };
  if (!values.train || !values.target) throw new UsageError('--train and --target are needed, or --manifest');
  const task: DriveTask = {
    train: values.train,
    target: values.target,
    task: values.task ? oneOf('task', values.task, ['binary', 'multiclass', 'regression']) : null,
    metric: values.metric ?? null,
    time: values.time ?? null,
    group: values.group ?? null,
    positive: values.positive ?? null,
    score: values.score ?? null,
  };
  return { ...shared, manifest: null, task };
}
