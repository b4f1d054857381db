import type { BackendId, BackendRace } from '../core/training/run.ts';

const names: Readonly<Record<BackendId, string>> = { webgpu: 'WebGPU', wasm: 'WASM', cpu: 'plain JavaScript' };
const inWords = (ms: number) => `${Number(ms.toPrecision(2))} ms`;

/** The fastest of those that were measured, and why in a sentence; plain JavaScript, which is always there, where none was. */
export function raceVerdict(results: BackendRace['results']): Pick<BackendRace, 'chosen' | 'reason'> {
  const timed = results.flatMap(({ id, stepMs }) => (stepMs === null ? [] : [{ id, stepMs }])).sort((a, b) => a.stepMs - b.stepMs);
  if (timed.length === 0) return { chosen: 'cpu', reason: 'No backend could be timed, so nets train in plain JavaScript.' };
  const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  const [first, ...others] = timed;
  const rest = others.map(({ id, stepMs }) => `${names[id]} ${inWords(stepMs)}`).join(' and ');
  return { chosen: first.id, reason: `${upper(names[first.id])} takes ${inWords(first.stepMs)} a step on a net of your data’s size${rest && `, ${rest}`}.` };
}
