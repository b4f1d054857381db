import type { Finding } from '../profile.ts';
import { addStep } from './disguised.ts';
import { finding, inputColumns, setRole, type Scene } from './scene.ts';
import { counted, inDigits } from './wording.ts';

/** Over this many levels it is said. */
const manyLevels = 50;

/** Category columns with many levels; `skip` names those judged otherwise. */
export function findManyLevels(scene: Scene, skip: ReadonlySet<string>): Finding[] {
  return inputColumns(scene)
    .filter(({ name, kind, distinct }) => kind === 'category' && distinct > manyLevels && !skip.has(name))
    .map(({ name, count, distinct }) =>
      finding('high-cardinality', name, {
        severity: 'info',
        title: `${name} has ${inDigits(distinct)} levels`,
        detail: `That is one for every ${counted(Math.round(count / distinct), 'row')} on average. Rare levels are taken together, since little can be learned of each, and levels that are new later are taken as unknown.`,
        fixes: [
          addStep({ kind: 'target-encode', columns: [name], smoothing: 'auto', nFolds: 5 }, 'Encode by the target'),
          addStep({ kind: 'hash', columns: [name], nFeatures: 32 }, 'Hash into 32 numbers', ['dense']),
          setRole(name, 'ignored', 'Leave it out'),
        ],
      }),
    );
}
