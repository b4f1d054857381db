import type { BenchReport } from '../bench.ts';
import type { Asked, NetsRequests } from './act.ts';
import { compare, type Bound, type Contestant } from './comparison.ts';
import type { NetDevice } from './net-backends.ts';
import { measuredNets, type NetName } from './nets-measured.ts';

/** A thread that measures nets: the worker of the bench's page. */
export interface NetsThread {
  ask<A extends Asked>(what: A, asked: NetsRequests[A]['asked']): Promise<NetsRequests[A]['given']>;
}

/** What trains the same nets outside the page. */
export interface StepsPeer {
  /** Its name, its version and how many threads it has. */
  readonly who: string;
  /** Milliseconds a step after a warm-up. */
  stepMs(inputs: number, hidden: readonly number[], batch: number): number;
}

export const tfjsWho = 'tfjs 4.22.0 plain fit';
export const batches = [128, 1024] as const;
export const plainNets = ['small', 'wide'] as const;
const ownBatch = 256;

/** Asked of a step on WASM: against plain fit, and against scikit-learn, which the wide net is only told beside. */
const asked: Readonly<Record<(typeof plainNets)[number], { readonly fit: Bound; readonly peer: Bound }>> = {
  small: { fit: { atMost: 1 / 8 }, peer: { atMost: 1 } },
  wide: { fit: { atMost: 1 / 4 }, peer: {} },
};

/** How long an epoch is timed for, and its steps at most. */
const usual = { targetMs: 800, mostSteps: 200 };

/** Milliseconds a step on WASM, in a worker, beside plain fit there and scikit-learn, where there is one. */
export async function measureWasm(thread: NetsThread, peer: StepsPeer | null, report: BenchReport): Promise<void> {
  for (const net of plainNets) {
    for (const batch of batches) {
      const { title, inputs, hidden } = measuredNets[net];
      const once = (by: 'atelier' | 'plain fit') => async () => (await thread.ask('time', { by, device: 'wasm', net, batch, ...usual })).ms;
      const contestants: Contestant[] = [
        { who: 'atelier', once: once('atelier') },
        { who: `${tfjsWho}, WASM`, once: once('plain fit'), bound: asked[net].fit },
      ];
      if (peer) contestants.push({ who: peer.who, once: async () => peer.stepMs(inputs, hidden, batch), bound: asked[net].peer });
      await compare(report, { case: `${title}, batch ${batch}, WASM`, measure: 'a step', unit: 'ms' }, contestants);
    }
  }
}

const fullSize: readonly NetName[] = ['realmlp', 'tabm'];

/** Milliseconds a step of RealMLP and TabM in full, which have no peer here. */
export async function measureFullSize(thread: NetsThread, device: NetDevice, who: string, report: BenchReport): Promise<void> {
  for (const net of fullSize) {
    const once = async () => (await thread.ask('time', { by: 'atelier', device, net, batch: ownBatch, targetMs: 1500, mostSteps: 40 })).ms;
    const what = `${measuredNets[net].title}, batch ${ownBatch}, ${device === 'wasm' ? 'WASM' : 'WebGPU'}`;
    await compare(report, { case: what, measure: 'a step', unit: 'ms' }, [{ who, once }]);
  }
}
