import { currentVersion } from '../../core/project/current.ts';
import type { StageVersion } from '../../core/project/project.ts';
import { canonicalJson } from '../../core/project/hash.ts';
import { stageParents } from '../../core/project/parents.ts';
import { withResult } from '../../core/project/record.ts';
import type { Kept } from '../../core/training/portfolio-run.ts';
import type { CandidateValues, LeaderboardEntry, RunResult, RunSettings } from '../../core/training/run.ts';
import type { StudioApi } from '../protocol.ts';
import { stamp, type Session } from '../session.ts';
import { candidateKey, storedValues } from './candidate-values.ts';

/** A run that goes on: what it has, what it is asked for now, and the version that it goes on in; null for one of its own. */
export interface GoingRun {
  readonly settings: RunSettings;
  readonly kept: Kept;
  readonly version: StageVersion<'run'> | null;
}

/** The current run, where it has a result and was made from the plan as it stands. */
function runOfThisPlan(session: Session): StageVersion<'run'> | null {
  const project = session.requireProject();
  const run = currentVersion(project, 'run');
  const same = stageParents.run.every((stage) => run?.parents[stage] === project.current[stage]);
  return run?.result && same ? run : null;
}

/**
 * The current run as it goes on: candidates, or a search, that it was not asked for before join what is there; where there are none, what
 * is not finished is trained. Null where there is no run of the plan as it stands. Entries whose predictions are lost are trained again.
 */
export async function keptRun(session: Session, asked: Parameters<StudioApi['train']>[0]): Promise<GoingRun | null> {
  const run = runOfThisPlan(session);
  if (!run?.result) return null;
  const { settings: before, result } = run;
  const same = (one: unknown, other: unknown) => canonicalJson(one) === canonicalJson(other);
  const added = (asked.candidates ?? []).filter((candidate) => !before.candidates.some((known) => same(known, candidate)));
  const adds = added.length > 0 || !same(asked.search ?? before.search ?? null, before.search ?? null);
  const replaced = new Set(added.map(({ id }) => id));
  const values = new Map<string, CandidateValues>();
  const entries: LeaderboardEntry[] = [];
  for (const entry of result.leaderboard) {
    const { id } = entry.candidate;
    if (entry.members || replaced.has(id)) continue;
    const stored = entry.status === 'done' ? await storedValues(session, run.id, id) : null;
    if (stored) values.set(id, stored);
    if (stored || (adds && entry.status !== 'done')) entries.push(entry);
  }
  const settings: RunSettings = {
    ...before,
    candidates: [...before.candidates.filter(({ id }) => !replaced.has(id)), ...added],
    budgetSeconds: adds ? (asked.budgetSeconds ?? before.budgetSeconds) : before.budgetSeconds,
    backend: asked.backend ?? before.backend,
    search: asked.search ?? before.search ?? null,
    ensemble: asked.ensemble ?? before.ensemble ?? false,
  };
  return { settings, kept: { entries, values, elapsedMs: 1000 * result.seconds, spentMs: adds ? 0 : 1000 * result.seconds, secondsByPhase: result.secondsByPhase }, version: adds ? null : run };
}

/** Writes a run down while it goes on, so that a reload or a crash loses at most what is being fitted. */
export class RunRecord {
  readonly #session: Session;
  readonly #settings: RunSettings;
  readonly #former: StageVersion<'run'> | null;
  #version: StageVersion<'run'> | null;
  /** What is to be stored once the run has a version. */
  readonly #waiting: Map<string, CandidateValues>;

  constructor(session: Session, settings: RunSettings, going: GoingRun | null) {
    this.#session = session;
    this.#settings = settings;
    this.#former = currentVersion(session.requireProject(), 'run');
    this.#version = going?.version ?? null;
    this.#waiting = new Map(going && !going.version ? going.kept.values : []);
  }

  /** A candidate is done. The run becomes the current one with the first that has learned anything. */
  done({ candidate }: LeaderboardEntry, values: CandidateValues, soFar: RunResult): void {
    this.#waiting.set(candidate.id, values);
    if (this.#version === null && candidate.learner === 'dummy') return;
    this.#write(soFar);
  }

  #write(result: RunResult): StageVersion<'run'> {
    const session = this.#session;
    const { id } = this.#version ?? (this.#version = session.record('run', this.#settings, result));
    session.update((project) => withResult(project, id, result, stamp().at));
    for (const [candidateId, values] of this.#waiting) {
      const key = candidateKey(id, candidateId);
      session.keepValue('candidate', key, values);
      // An ensemble of a run that goes on is another one, under the same name.
      session.evaluations.delete(key);
    }
    this.#waiting.clear();
    return session.require('run', 'run', '');
  }

  /** The run has ended. One that was stopped before it learned anything does not take the place of one that had. */
  end(result: RunResult, cancelled: boolean): void {
    const session = this.#session;
    const learned = result.leaderboard.some(({ candidate, status }) => status === 'done' && candidate.learner !== 'dummy');
    const former = this.#former;
    const run = this.#write(result);
    if (former?.result?.bestId && cancelled && !learned) {
      session.update((project) => ({ ...project, current: { ...project.current, run: former.id } }));
      session.note(`Run ${run.version} was stopped`, `Nothing had been learned yet; run ${former.version} stays.`, run.id);
      return;
    }
    const best = result.leaderboard.find((entry) => entry.candidate.id === result.bestId);
    const count = result.leaderboard.length;
    session.note(`Run ${run.version}: ${count} ${count === 1 ? 'candidate' : 'candidates'}`, best ? `${best.candidate.label} came first on validation rows.` : 'No candidate finished.', run.id);
  }
}
