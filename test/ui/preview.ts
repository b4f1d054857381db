/**
 * Any screen in any state, without the worker: preview.html?state=trained&screen=serve&theme=dark&job=training.
 * state: see fixtures/states.ts. job: training, paused, reading. machine=software. trouble=1. saved=failed.
 */
import { mount } from 'svelte';
import '../../src/ui/fonts.css';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import App from '../../src/ui/App.svelte';
import { Studio } from '../../src/app/studio.svelte.ts';
import type { ScreenName } from '../../src/core/project/project.ts';
import { FakeStudio } from './fixtures/fake-studio.ts';
import { adultEntries, curve } from './fixtures/run.ts';
import { infrastructure, readingJob, softwareOnly, states, trainingJob } from './fixtures/states.ts';

const asked = new URLSearchParams(location.search);
const state = asked.get('state') ?? 'empty';
const theme = asked.get('theme');
if (theme) document.documentElement.dataset['theme'] = theme;

const project = (states[state] ?? states['empty'])();
const fake = new FakeStudio(project, asked.get('machine') === 'software' ? softwareOnly : infrastructure);
const studio = new Studio(fake);
mount(App, { target: document.querySelector('#app') ?? document.body, props: { studio } });
await studio.start(null);

const screen = asked.get('screen') as ScreenName | null;
if (screen) await studio.show(screen);
const job = asked.get('job') ?? (state === 'running' ? 'training' : null);
if (job === 'training' || job === 'paused') {
  const [best] = adultEntries;
  fake.send({ type: 'job', job: { ...trainingJob, paused: job === 'paused' } });
  fake.send({ type: 'run', event: { type: 'candidate-started', candidate: best.candidate, index: 0, of: 4 } });
  fake.send({ type: 'run', event: { type: 'entry', entry: best, bestId: best.candidate.id } });
  fake.send({ type: 'run', event: { type: 'entry', entry: adultEntries[3], bestId: best.candidate.id } });
  fake.send({ type: 'run', event: { type: 'candidate-started', candidate: adultEntries[1].candidate, index: 2, of: 4 } });
  for (const point of curve(18, 0.6, 0.27)) fake.send({ type: 'run', event: { type: 'curve', candidateId: adultEntries[1].candidate.id, point } });
}
if (job === 'reading') fake.send({ type: 'job', job: readingJob });
if (asked.get('trouble')) await studio.perform(() => Promise.reject(new Error('FileHasNoRows: people.csv holds a header and no rows. Nothing was changed; choose a file with at least two rows')));
if (asked.get('saved') === 'failed') fake.send({ type: 'saved', saved: { state: 'failed', reason: 'the browser has no room left' } });
document.documentElement.dataset['ready'] = 'yes';
