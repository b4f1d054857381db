import type { StageVersion } from '../../core/project/project.ts';
import type { CandidateValues } from '../../core/training/run.ts';
import { ValuesLost } from '../errors.ts';
import type { Session } from '../session.ts';

/** Where the large part of a candidate's result is stored. */
export const candidateKey = (runId: string, candidateId: string) => `${runId}/${candidateId}`;

/** Values as runs of before stored them: the first fold's one model, without its features. */
interface FormerValues extends Omit<CandidateValues, 'firstFold'> {
  readonly firstFoldModel: CandidateValues['firstFold'][number]['model'];
  readonly firstFoldRecipe: CandidateValues['firstFold'][number]['recipe'];
}

/** The values as they are kept today. A recipe of before does not say which features it makes; who needs their names finds none. */
function asKeptToday(values: CandidateValues | FormerValues): CandidateValues {
  if ('firstFold' in values) return values;
  const { rows, predictions, firstFoldModel: model, firstFoldRecipe: recipe } = values;
  return { rows, predictions, firstFold: [{ weight: 1, recipe, features: [], model }] };
}

/** The out-of-fold predictions and first models of a candidate of a run; null where they are not stored. */
export async function storedValues(session: Session, runId: string, candidateId: string): Promise<CandidateValues | null> {
  const values = await session.value('candidate', candidateKey(runId, candidateId));
  return values && asKeptToday(values);
}

/** As storedValues; throws ValuesLost where there are none. */
export async function candidateValues(session: Session, run: StageVersion<'run'>, candidateId: string): Promise<CandidateValues> {
  const values = await storedValues(session, run.id, candidateId);
  if (!values) throw new ValuesLost();
  return values;
}
