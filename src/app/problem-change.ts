import type { StudioApi } from '../worker/protocol.ts';

/** A change of the problem, as the worker takes it. */
export type ProblemChange = Parameters<StudioApi['setProblem']>[0];
