import { createRng } from '../math/rng.ts';
import { churnCsv } from './churn.ts';
import { housesCsv } from './houses.ts';
import { machinesCsv } from './machines.ts';

/** The data sets that come with the studio: generated, not collected. */
export type SampleId = 'churn' | 'houses' | 'machines';

/** What a sample is, without its rows. */
export interface SampleDescription {
  readonly id: SampleId;
  readonly fileName: string;
  readonly target: string;
  readonly title: string;
  /** One sentence that says it is synthetic. */
  readonly description: string;
}

export interface Sample extends SampleDescription {
  readonly csv: string;
}

/** All samples, in the order in which they are offered. */
export const samples: readonly SampleDescription[] = [
  {
    id: 'churn',
    fileName: 'churn.csv',
    target: 'churned',
    title: 'Which customers will leave?',
    description: 'Synthetic: 7,000 customers of a phone company, and whether each left in the next quarter.',
  },
  {
    id: 'houses',
    fileName: 'houses.csv',
    target: 'price',
    title: 'What will a house sell for?',
    description: 'Synthetic: 4,000 sales of houses and flats over three years, and what each sold for.',
  },
  {
    id: 'machines',
    fileName: 'machines.csv',
    target: 'fails_within_24h',
    title: 'Which machine will fail next?',
    description: 'Synthetic: 20,000 sensor readings of 50 machines in order of time, with rare failures ahead.',
  },
];

const generators = { churn: churnCsv, houses: housesCsv, machines: machinesCsv };

/** The sample with its CSV text; the same seed gives the same text, everywhere. */
export function sampleCsv(id: SampleId, seed = 0): Sample {
  const description = samples.find((sample) => sample.id === id) ?? samples[0];
  return { ...description, csv: generators[description.id](createRng(seed).fork(id)) };
}
