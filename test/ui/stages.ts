/** As preview.ts, with the states that the later stages need: stages.html?state=multiclass&screen=model&theme=dark. */
import { mount } from 'svelte';
import '../../src/ui/fonts.css';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import App from '../../src/ui/App.svelte';
import { Studio } from '../../src/app/studio.svelte.ts';
import type { Project, ScreenName } from '../../src/core/project/project.ts';
import { currentVersion } from '../../src/core/project/current.ts';
import { FakeStudio } from './fixtures/fake-studio.ts';
import { crowded, evaluationOf, multiclass, regression, watched } from './fixtures/kinds-of-task.ts';
import { pictureFor } from './fixtures/pictures.ts';
import { interrupted, troubled, troubledRun, tuned, tunedRun } from './fixtures/portfolio.ts';
import { adultEntries, adultEvaluation, curve } from './fixtures/run.ts';
import { band, clouds, netPicture, netView, realmlp, tabm, wavyCurve } from './fixtures/nets.ts';
import { infrastructure, racedMachine, softwareOnly, states, trainingJob } from './fixtures/states.ts';

class StagesStudio extends FakeStudio {
  readonly #shown: Project | null;
  constructor(project: Project | null, machine: typeof infrastructure) {
    super(project, machine);
    this.#shown = project;
  }
  override scoreRow = async (fields: Readonly<Record<string, string>>) => {
    const classes = (this.#shown && currentVersion(this.#shown, 'release')?.result?.problem.classes) ?? [];
    const size = Object.values(fields).join('').length;
    if (classes.length === 2) return { prediction: classes[size % 2], probabilities: classes.map((label, at) => ({ label, probability: at === size % 2 ? 0.72 : 0.28 })) };
    return { prediction: classes[3], probabilities: classes.map((label, at) => ({ label, probability: at === 3 ? 0.61 : 0.01 })) };
  };
  override lookInside = async (id: string) => (id === 'mlp' ? netPicture(shownProjection(this.#shown, 2.2)) : pictureFor(id));
  override evaluateCandidate = async (id: string) => evaluationOf(this.#shown, id) ?? adultEvaluation(id, 'validation');
}

/** Rows as a net sees them, by the task of the project that is shown. */
function shownProjection(project: Project | null, apart: number) {
  const problem = project && currentVersion(project, 'problem')?.settings;
  return !problem || problem.task === 'regression' ? band() : clouds(problem.classes.length, apart);
}

/** Two nets at once, one of them seen from inside. */
function runNets(fake: FakeStudio, project: Project | null): void {
  fake.send({ type: 'run', event: { type: 'entry', entry: { ...adultEntries[0], reason: 'folds 1 and 3: diverged at epoch 12; the best net until then is kept' }, bestId: 'boosting' } });
  for (const [at, candidate] of [realmlp, tabm].entries()) {
    fake.send({ type: 'run', event: { type: 'candidate-started', candidate, index: at, of: 4 } });
    fake.send({ type: 'run', event: { type: 'progress', candidateId: candidate.id, fraction: 0.1, note: `${candidate.label}, fold 1 of 5`, elapsedMs: 38_000, leftMs: 22_000 } });
    const points = wavyCurve(at === 0 ? 144 : 40, 0.62, 0.28);
    for (const point of at === 0 ? points : points.map((each) => ({ ...each, rate: 0.002 }))) fake.send({ type: 'run', event: { type: 'curve', candidateId: candidate.id, point } });
  }
  fake.send({ type: 'run', event: { type: 'net-view', candidateId: realmlp.id, view: netView(144, shownProjection(project, 1.3)) } });
}

/** One candidate at a time: two are done, one is going on. */
function runOne(fake: FakeStudio, starting: boolean): void {
  const [best, net] = adultEntries;
  fake.send({ type: 'run', event: { type: 'candidate-started', candidate: best.candidate, index: 0, of: 4 } });
  if (starting) return;
  fake.send({ type: 'run', event: { type: 'entry', entry: best, bestId: best.candidate.id } });
  fake.send({ type: 'run', event: { type: 'entry', entry: adultEntries[3], bestId: best.candidate.id } });
  fake.send({ type: 'run', event: { type: 'candidate-started', candidate: net.candidate, index: 2, of: 4 } });
  for (const point of curve(18, 0.6, 0.27)) fake.send({ type: 'run', event: { type: 'curve', candidateId: net.candidate.id, point } });
}

/** Three candidates at once, after others have ended or failed. */
function runPool(fake: FakeStudio): void {
  const ended = troubledRun.leaderboard.filter(({ candidate }) => candidate.id !== 'ebm' && candidate.id !== 'forest');
  const going = tunedRun.leaderboard.filter(({ candidate }) => ['ebm', 'forest', 'boosting-slow'].includes(candidate.id));
  for (const entry of ended) fake.send({ type: 'run', event: { type: 'entry', entry, bestId: 'boosting' } });
  for (const [at, { candidate }] of going.entries()) {
    fake.send({ type: 'run', event: { type: 'candidate-started', candidate, index: 6 + at, of: 12 } });
    fake.send({ type: 'run', event: { type: 'progress', candidateId: candidate.id, fraction: 0.3 + 0.2 * at, note: `${candidate.label}, fold ${2 + at} of 5`, elapsedMs: 38_000, leftMs: 22_000 } });
    if (candidate.learner === 'forest') continue;
    for (const point of curve(18 + 40 * at, 0.6, 0.27 + 0.02 * at)) fake.send({ type: 'run', event: { type: 'curve', candidateId: candidate.id, point } });
  }
}

const all: Readonly<Record<string, () => Project | null>> = { ...states, crowded, multiclass, regression, watched, tuned, troubled, interrupted };
const asked = new URLSearchParams(location.search);
const theme = asked.get('theme');
if (theme) document.documentElement.dataset['theme'] = theme;
const fake = new StagesStudio((all[asked.get('state') ?? 'empty'] ?? all['empty'])(), { software: softwareOnly, raced: racedMachine }[asked.get('machine') ?? ''] ?? infrastructure);
const studio = new Studio(fake);
mount(App, { target: document.querySelector('#app') ?? document.body, props: { studio } });
await studio.start(null);
const screen = asked.get('screen') as ScreenName | null;
if (screen) await studio.show(screen);
if (asked.get('job')) {
  fake.send({ type: 'job', job: { ...trainingJob, paused: asked.get('job') === 'paused' } });
  if (asked.get('job') === 'pool') runPool(fake);
  else if (asked.get('job') === 'nets') runNets(fake, studio.project);
  else runOne(fake, asked.get('job') === 'starting');
}
document.documentElement.dataset['ready'] = 'yes';
