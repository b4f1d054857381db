import { traitsOf } from '../core/estimators/learners.ts';
import { currentVersion } from '../core/project/current.ts';
import type { Project } from '../core/project/project.ts';
import { defaultPortfolio } from '../core/training/default-portfolio.ts';
import type { Candidate } from '../core/training/run.ts';
import { countInWords, formatInteger, joinWords, startSentence } from './format.ts';
import { formatDuration } from './format-units.ts';
import { asksReadable } from './model-again.ts';
import { nameInSentence } from './model-headline.ts';
import { budgetSecondsOf, searchOf, tunedLearners, type TrainFields } from './model-train.ts';

/** The candidates that the fields ask for on this project's data, in the order of trying. */
function plannedCandidates(project: Project, { learners, budget }: TrainFields): readonly Candidate[] {
  const profile = currentVersion(project, 'dataset')?.result?.profile;
  const problem = currentVersion(project, 'problem')?.settings;
  if (!profile || !problem) return [];
  const size = { task: problem.task, nRows: profile.nRows, budgetSeconds: budgetSecondsOf(budget) };
  return defaultPortfolio(learners === 'all' ? { ...size, readable: asksReadable(project) } : { ...size, only: learners });
}

/** "boosted trees with four settings", each learner where it first comes. */
function learnersInWords(candidates: readonly Candidate[]): string[] {
  return [...new Set(candidates.map(({ learner }) => learner))].map((learner) => {
    const count = candidates.filter((candidate) => candidate.learner === learner).length;
    const name = nameInSentence(traitsOf(learner).label);
    return count === 1 ? name : `${name} with ${countInWords(count, 'setting')}`;
  });
}

/** What tuning does, in one line. */
export const tuningInWords =
  'Settings are drawn at random from each learner’s range. All are fitted on one fold, or on a small share of the rows where there is one; the best third goes on to about three times as much, and so on, until the last stand on the leaderboard.';

/** What the ensemble is, in one line. */
export const ensembleInWords =
  'Once the models are trained, those that do best together are averaged, each with a weight, by their answers on rows that they never saw.';

/** What pressing Train will try, sentence by sentence, before anything is. */
export function planSentences(project: Project, fields: TrainFields): string[] {
  const candidates = plannedCandidates(project, fields);
  const readable = asksReadable(project);
  const search = searchOf(fields, readable);
  const budget = formatDuration(budgetSecondsOf(fields.budget) * 1000);
  const models = countInWords(candidates.length, 'model');
  const tuned = tunedLearners(fields.tuning, readable).map((learner) => nameInSentence(traitsOf(learner).label));
  return [
    `${startSentence(models)} ${candidates.length === 1 ? 'is' : 'are'} tried within ${budget}${candidates.length > 2 ? ', about in this order' : ''}: ${joinWords(learnersInWords(candidates))}.`,
    ...(readable ? ['Only models that can be read are tried, as your constraint asks.'] : []),
    ...(search ? [`Then ${formatInteger(search.nTrials)} settings of ${joinWords(tuned)} are drawn and thinned to the best.`] : []),
    ...(fields.ensemble ? ['The best are averaged into an ensemble at the end.'] : []),
    'Each is judged on validation rows; the test rows stay locked until you choose one.',
  ];
}
