import type { Params } from '../estimators/estimator.ts';
import type { Task } from '../metrics/metric.ts';
import type { Candidate } from './run.ts';

/** Arithmetic that a net may cost in one fold for each second of the budget: about a fifteenth of what one thread does in WASM. */
const operationsPerSecond = 2e9;
/** Above it there is one fold (see suggestSplit), which may cost what several do. */
const mostRowsOfFolds = 25_000;
const oneFoldFactor = 4;
/** Below it more members are worth more than wider layers. */
const mostRowsOfNarrow = 10_000;
/** Encoded inputs that are reckoned with, since the columns are not prepared yet. */
const usualInputs = 40;
/** Multiplications and additions of a weight on the way forth and back. */
const operationsPerWeight = 6;

interface NetSize {
  readonly hiddenLayers: number;
  readonly hiddenUnits: number;
  readonly members: number;
  readonly maxEpochs: number;
}

/** Arithmetic of training a net of this size on so many rows. */
export function netOperations({ hiddenLayers, hiddenUnits, members, maxEpochs }: NetSize, nRows: number): number {
  const weights = usualInputs * hiddenUnits + (hiddenLayers - 1) * hiddenUnits ** 2;
  return operationsPerWeight * nRows * maxEpochs * members * weights;
}

/** The size with as many members, of `most`, as the arithmetic allows; with fewer epochs where one member is too much, and then narrower. */
function fitted(size: Omit<NetSize, 'members'>, most: number, nRows: number, allowed: number): NetSize {
  const members = Math.min(most, Math.floor(allowed / netOperations({ ...size, members: 1 }, nRows)));
  if (members >= 1) return { ...size, members };
  const maxEpochs = Math.max(16, Math.floor((size.maxEpochs * allowed) / netOperations({ ...size, members: 1 }, nRows)));
  const shorter = { ...size, maxEpochs, members: 1 };
  return netOperations(shorter, nRows) <= 2 * allowed || size.hiddenUnits <= 32 ? shorter : fitted({ ...size, hiddenUnits: size.hiddenUnits / 2 }, 1, nRows, allowed);
}

/**
 * Nets for data of this size, their width, members and schedule scaled to the budget: RealMLP, TabM with numbers in pieces, and each with the
 * other way for numbers to enter and, for RealMLP, held back more or less. Of few rows the one that is held back comes first. Which of them helps is for
 * validation to say.
 */
export function netCandidates(task: Task, nRows: number, budgetSeconds: number): { readonly realmlp: readonly Candidate[]; readonly tabm: readonly Candidate[] } {
  const allowed = operationsPerSecond * budgetSeconds * (nRows > mostRowsOfFolds ? oneFoldFactor : 1);
  const isSmall = nRows < 2000;
  const hiddenUnits = nRows < mostRowsOfNarrow ? 64 : 128;
  const real = { ...fitted({ hiddenLayers: 3, hiddenUnits, maxEpochs: 32 }, 8, nRows, allowed), schedule: 'cosine', dropout: 0.15, learningRate: task === 'regression' ? 0.07 : 0.04 };
  const steady = { ...real, dropout: 0.3, learningRate: 0.015, weightDecay: 0.1 };
  const tab = { ...fitted({ hiddenLayers: 2, hiddenUnits, maxEpochs: 24 }, 16, nRows, allowed), maxEpochs: 100, patience: 10, pieces: isSmall ? 8 : 16, dropout: isSmall ? 0.2 : 0.1 };
  const of = (learner: 'realmlp' | 'tabm', id: string, label: string, params: Params): Candidate => ({ id, learner, label, params });
  const free = (id: string) => of('realmlp', id, isSmall ? 'RealMLP net, free' : 'RealMLP net', real);
  const held = (id: string) => of('realmlp', id, isSmall ? 'RealMLP net' : 'RealMLP net, held back', steady);
  return {
    realmlp: [
      isSmall ? held('realmlp') : free('realmlp'),
      of('realmlp', 'realmlp-pieces', 'RealMLP net, numbers in pieces', { ...(isSmall ? steady : real), embedding: 'pieces', pieces: 8 }),
      isSmall ? free('realmlp-free') : held('realmlp-held'),
    ],
    tabm: [of('tabm', 'tabm', 'TabM net', tab), of('tabm', 'tabm-plain', 'TabM net, numbers as they are', { ...tab, embedding: 'none' })],
  };
}
