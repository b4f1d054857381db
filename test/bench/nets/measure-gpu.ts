import type { BenchReport } from '../bench.ts';
import { compare, type Bound } from './comparison.ts';
import { batches, plainNets, tfjsWho, type NetsThread } from './measure-steps.ts';
import { measuredNets, type NetName } from './nets-measured.ts';

/** Asked on every adapter: dispatches against plain fit's, and submissions a step. */
const asked = { dispatches: 1 / 10, submissions: 0.1 };
/** Asked of the small net's step against plain fit's, where the adapter is software. */
const onSoftware: Readonly<Record<(typeof batches)[number], Bound>> = { 128: { atMost: 1 / 5 }, 1024: { atMost: 1 / 2.5 } };

/** Enough steps that what an epoch takes once, such as reading its loss, counts for little; plain fit takes next to all of it each step. */
const countedSteps = { atelier: 24, 'plain fit': 4 };

export interface Adapter {
  readonly name: string;
  readonly software: boolean;
}

async function measureCounts(thread: NetsThread, net: NetName, batch: number, who: readonly [string, string], report: BenchReport): Promise<void> {
  const perStep = async (by: 'atelier' | 'plain fit') => {
    const steps = countedSteps[by];
    const { dispatches, submissions } = await thread.ask('count', { by, device: 'webgpu', net, batch, steps });
    return { dispatches: dispatches / steps, submissions: submissions / steps };
  };
  const [own, plain] = [await perStep('atelier'), await perStep('plain fit')];
  if (!(own.dispatches > 0 && own.submissions > 0)) throw new Error('nothing was dispatched: these nets do not train on the GPU');
  const what = `${measuredNets[net].title}, batch ${batch}, WebGPU`;
  const row = { case: what, unit: 'a step' };
  for (const measure of ['dispatches', 'submissions'] as const) {
    report.results.push({ ...row, who: who[0], measure, value: own[measure] }, { ...row, who: who[1], measure, value: plain[measure] });
  }
  report.say(`${what}: ${own.dispatches.toFixed(1)} dispatches and ${own.submissions.toFixed(3)} submissions a step; plain fit ${plain.dispatches.toFixed(1)} and ${plain.submissions.toFixed(1)}`);
  report.ratios.push({ case: what, measure: 'dispatches a step', against: who[1], value: own.dispatches / plain.dispatches, atMost: asked.dispatches });
  report.ratios.push({ case: what, measure: 'submissions a step', against: 'one a step', value: own.submissions, atMost: asked.submissions });
}

const folds = 5;

/**
 * Five folds of the small net, trained at once and one after another: milliseconds for a step of each, and the dispatches that these take. An
 * adapter in software is bound by arithmetic, which is the same for both, so that its times are only told.
 */
async function measureFolds(thread: NetsThread, { name, software }: Adapter, report: BenchReport): Promise<void> {
  const net = 'small';
  for (const batch of batches) {
    const what = `five folds of ${measuredNets[net].title}, batch ${batch}, WebGPU`;
    const training = { by: 'atelier', device: 'webgpu', net, batch } as const;
    const length = software ? { targetMs: 1000, mostSteps: 20 } : { targetMs: 500, mostSteps: 200 };
    const counted = async (more: { readonly folds?: number }) => (await thread.ask('count', { ...training, ...more, steps: countedSteps.atelier })).dispatches / countedSteps.atelier;
    const [together, alone] = [await counted({ folds }), folds * (await counted({}))];
    report.ratios.push({ case: what, measure: 'dispatches a step', against: 'one after another', value: together / alone, atMost: 1 / folds });
    report.say(`${what}: ${together} dispatches a step of all, one after another ${alone}`);
    await compare(report, { case: what, measure: 'a step of all', unit: 'ms' }, [
      { who: `at once, ${name}`, once: async () => (await thread.ask('time', { ...training, folds, ...length })).ms },
      { who: `one after another, ${name}`, once: async () => folds * (await thread.ask('time', { ...training, ...length })).ms, bound: software ? {} : { atMost: 1 } },
    ]);
  }
}

/** Dispatches, submissions and milliseconds a step on WebGPU, beside plain fit on the same adapter. */
export async function measureGpu(thread: NetsThread, adapter: Adapter, report: BenchReport): Promise<void> {
  const who = [`atelier, ${adapter.name}`, `${tfjsWho}, ${adapter.name}`] as const;
  for (const net of plainNets) {
    for (const batch of batches) {
      await measureCounts(thread, net, batch, who, report);
      // A software adapter takes up to seconds a step; a real one needs many steps for a figure.
      const length = adapter.software ? { targetMs: 1000, mostSteps: 20 } : { targetMs: 500, mostSteps: 200 };
      const once = (by: 'atelier' | 'plain fit') => async () => (await thread.ask('time', { by, device: 'webgpu', net, batch, ...length })).ms;
      await compare(report, { case: `${measuredNets[net].title}, batch ${batch}, WebGPU`, measure: 'a step', unit: 'ms' }, [
        { who: who[0], once: once('atelier') },
        { who: who[1], once: once('plain fit'), bound: adapter.software && net === 'small' ? onSoftware[batch] : {} },
      ]);
    }
  }
  await measureFolds(thread, adapter, report);
}
