import type { GpuCounts } from './watch-device.ts';
import { watchDevice } from './watch-device.ts';
import { withDevice } from '../../../src/engine/device.ts';
import { memory } from '../../../src/engine/tf.ts';
import { timeEpoch, type Epoch, type StepTime } from './epochs.ts';
import { withNets, type NetDevice } from './net-backends.ts';
import { measuredNets, type NetName } from './nets-measured.ts';
import { withOwnEpochs } from './own-epochs.ts';
import { withPlainFit } from './plain-fit.ts';
import { trainOnce } from './train-once.ts';

/** Who trains: Atelier's own loop, or `LayersModel.fit` of tfjs. */
export type Trainer = 'atelier' | 'plain fit';

interface Training {
  readonly by: Trainer;
  readonly device: NetDevice;
  readonly net: NetName;
  readonly batch: number;
  /** Nets that Atelier trains at once, as it does the folds of one; 1 where absent. A step is then one of each. */
  readonly folds?: number;
}

/** What can be asked of a thread that measures nets. */
export interface NetsRequests {
  adapter: { readonly asked: Record<string, never>; readonly given: { readonly name: string; readonly software: boolean } };
  time: { readonly asked: Training & { readonly targetMs: number; readonly mostSteps: number }; readonly given: StepTime };
  /** Takes `steps` steps, as one epoch, and gives what the GPU was asked for in them. */
  count: { readonly asked: Training & { readonly steps: number }; readonly given: GpuCounts };
  /** So many trainings one after another. */
  train: { readonly asked: { readonly device: NetDevice; readonly times: number }; readonly given: null };
  /** What is held just now; `bytes` on devices. */
  held: { readonly asked: { readonly device: NetDevice }; readonly given: { readonly tensors: number; readonly bytes: number } };
}
export type Asked = keyof NetsRequests;

const watched = watchDevice();

function withEpochs<T>({ by, device, net, batch, folds = 1 }: Training, mostSteps: number, work: (epoch: Epoch) => Promise<T>): Promise<T> {
  const one = measuredNets[net];
  if (by === 'atelier') return withNets(device, (backend) => withOwnEpochs(backend, one, batch, folds, mostSteps, work));
  return withDevice(device, () => withPlainFit(one, batch, mostSteps, work));
}

const acts: { [A in Asked]: (asked: NetsRequests[A]['asked']) => Promise<NetsRequests[A]['given']> } = {
  adapter: () => withDevice('webgpu', async ({ adapter, software }) => ({ name: adapter ?? 'unnamed adapter', software })),
  time: ({ targetMs, mostSteps, ...training }) => withEpochs(training, mostSteps, (epoch) => timeEpoch(epoch, targetMs, mostSteps)),
  count: ({ steps, ...training }) =>
    withEpochs(training, steps, async (epoch) => {
      await epoch(1);
      watched.count();
      await epoch(steps);
      return watched.counts();
    }),
  train: async ({ device, times }) => {
    for (let i = 0; i < times; i++) await trainOnce(device);
    return null;
  },
  held: ({ device }) => withDevice(device, async () => ({ tensors: memory().numTensors, bytes: watched.bytes() })),
};

/** Does what is asked, in this thread. */
export function act<A extends Asked>(what: A, asked: NetsRequests[A]['asked']): Promise<NetsRequests[A]['given']> {
  return acts[what](asked);
}
