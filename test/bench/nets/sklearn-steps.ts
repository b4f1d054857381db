import { fileURLToPath } from 'node:url';
import { findPython, runPython } from '../peers.ts';
import type { StepsPeer } from './measure-steps.ts';

const script = fileURLToPath(new URL('./mlp_steps.py', import.meta.url));

/** scikit-learn's MLPClassifier, in a process of its own for each figure; null where no Python has it. */
export function findSklearn(): StepsPeer | null {
  const found = findPython('sklearn');
  if (!found) return null;
  const ask = (asked: object) => runPython<{ ms: number; threads: number }>(found.python, script, [], JSON.stringify(asked));
  const { threads } = ask({ inputs: 2, hidden: [4], batch: 8, steps: 2, epochs: 1 });
  return {
    who: `scikit-learn ${found.version}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
    stepMs: (inputs, hidden, batch) => ask({ inputs, hidden, batch, steps: 40, epochs: 5 }).ms,
  };
}
