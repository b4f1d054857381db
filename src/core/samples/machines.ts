import type { Rng } from '../math/rng.ts';
import { chance, clamp, csvText, isoMinute, poisson } from './draws.ts';

const header = [
  'time',
  'machine',
  'model',
  'site',
  'load',
  'temperature',
  'vibration',
  'pressure',
  'hours_since_service',
  'errors_24h',
  'fails_within_24h',
];

const nMachines = 50;
const nSteps = 400;
const stepHours = 6;
/** Steps of 6 hours that make the 24 that the target looks ahead. */
const stepsAhead = 4;
const models = ['K1', 'K2', 'X5'] as const;
const sites = ['Lyon', 'Gdansk', 'Porto'] as const;

/** Hours after 2000-01-01 of the first reading, 2024-01-01. */
const firstHour = 8766 * 24;

interface Step {
  readonly cells: readonly (string | number)[];
  readonly failed: boolean;
}

/** One machine's readings: hidden wear grows with load, shows in vibration, heat and errors, and ends in a failure. */
function runMachine(index: number, rng: Rng): Step[] {
  const model = models[index % models.length];
  const site = sites[rng.int(sites.length)];
  const fragility = (model === 'X5' ? 1.5 : model === 'K2' ? 1 : 0.75) * Math.exp(0.2 * rng.normal());
  const serviceEvery = 620 + rng.int(160);
  let wear = 0.35 * rng.uniform();
  let sinceService = rng.int(500);
  let drift = 0;
  return Array.from({ length: nSteps }, (_, step) => {
    const hour = step * stepHours;
    const day = hour / 24;
    const load = clamp(0.62 + 0.18 * Math.sin((2 * Math.PI * hour) / 24 - 1) + 0.12 * rng.normal(), 0.05, 1);
    drift = 0.95 * drift + 0.3 * rng.normal();
    const season = 4 * Math.sin((2 * Math.PI * (day - 20)) / 365);
    const temperature = 52 + 17 * load + season + 11 * wear ** 2 + drift + 1.5 * rng.normal();
    const vibration = 1.8 + 0.9 * load + 2.6 * wear ** 3 + 0.28 * rng.normal();
    const pressure = 6.2 - 0.5 * wear + 0.25 * rng.normal();
    const errors = poisson(rng, 0.15 + 1.1 * wear ** 3);
    const failed = chance(rng, 0.00012 + 0.055 * clamp(wear, 0, 1.4) ** 7 * (0.6 + 0.8 * load));
    const cells = [
      isoMinute(firstHour + hour),
      `M${String(index + 1).padStart(2, '0')}`,
      model,
      site,
      load.toFixed(2),
      chance(rng, 0.015) ? '' : temperature.toFixed(1),
      chance(rng, 0.02) ? '' : vibration.toFixed(2),
      pressure.toFixed(2),
      sinceService,
      errors,
    ];
    wear += 0.0062 * fragility * (0.4 + load) * Math.exp(0.3 * rng.normal());
    sinceService += stepHours;
    if (failed) [wear, sinceService] = [0.02, 0];
    else if (sinceService >= serviceEvery) [wear, sinceService] = [0.35 * wear, 0];
    return { cells, failed };
  });
}

/**
 * 20,000 readings of 50 made-up machines, every six hours over 100 days of 2024, ordered in time, and whether the machine
 * fails within the next 24 hours (a few percent). Readings of one machine belong together, and a chance split would leak.
 */
export function machinesCsv(rng: Rng): string {
  const machines = Array.from({ length: nMachines }, (_, index) => runMachine(index, rng.fork(`machine ${index}`)));
  const rows: (string | number)[][] = [];
  for (let step = 0; step < nSteps; step++) {
    for (const steps of machines) {
      const fails = steps.slice(step + 1, step + 1 + stepsAhead).some(({ failed }) => failed);
      rows.push([...steps[step].cells, fails ? 'yes' : 'no']);
    }
  }
  return csvText(header, rows);
}
