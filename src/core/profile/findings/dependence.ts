import type { ColumnRole } from '../../problem/problem.ts';
import type { ColumnProfile, Finding } from '../profile.ts';
import { isNamedLikeIdentifier } from './identity.ts';
import { finding, inputColumns, setRole, type Scene } from './scene.ts';
import { counted } from './wording.ts';

/** Names of things that are observed again and again. */
const entityName =
  /(^|[^a-z])(machine|device|sensor|vehicle|engine|store|shop|site|station|household|subject|person|patient|customer|client|user|member|player|student|employee|account|session|company|group)s?($|[^a-z])/i;

/** Fewer rows a value than this on average are no repetition worth asking about. */
const fewestRepeats = 3;
const fewestEntities = 5;
const fewestInstants = 10;

function hasRole({ problem }: Scene, role: ColumnRole): boolean {
  return Object.values(problem?.roles ?? {}).includes(role);
}

function timed(scene: Scene): Finding[] {
  if (hasRole(scene, 'time')) return [];
  const times = inputColumns(scene).filter(({ kind, distinct }) => kind === 'datetime' && distinct >= fewestInstants);
  // Of times that tell rows apart about equally well the first in the file: a start stands before its end.
  const finest = times.reduce((most, { distinct }) => Math.max(most, distinct), 0);
  const column = times.find(({ distinct }) => distinct >= 0.9 * finest);
  if (!column) return [];
  return [
    finding('time-order', column.name, {
      severity: 'warn',
      title: `Rows have a time: ${column.name}`,
      detail: `Split at random, a model is judged on rows from between those it learned from, and that flatters it where things change. If it will be used on later rows, let ${column.name} order them: the last rows then test what was learned from earlier ones.`,
      fixes: [setRole(column.name, 'time', 'Split by time')],
    }),
  ];
}

function isEntity(scene: Scene, { name, kind, count, distinct }: ColumnProfile): boolean {
  if (kind === 'datetime' || (kind === 'number' && !scene.facts.get(name)?.wholeNumbers)) return false;
  const named = entityName.test(name) || (isNamedLikeIdentifier(name) && kind !== 'number');
  return named && distinct >= fewestEntities && count >= fewestRepeats * distinct;
}

function repeated(scene: Scene): Finding[] {
  if (hasRole(scene, 'group')) return [];
  const [column] = inputColumns(scene)
    .filter((candidate) => isEntity(scene, candidate))
    .sort((a, b) => b.distinct - a.distinct);
  if (!column) return [];
  const { name, count, distinct } = column;
  return [
    finding('repeated-entity', name, {
      severity: 'warn',
      title: `Rows repeat the same ${name}`,
      detail: `${counted(distinct, 'value')} in ${counted(count, 'row')}. Rows of one ${name} resemble each other, so a model that knows it scores better than it will on a new one. If it will meet new ones, keep the rows of each together.`,
      fixes: [setRole(name, 'group', 'Keep them together')],
    }),
  ];
}

/** Rows that hang together, by time or by what they are about: asked about before training, never decided. */
export function findDependence(scene: Scene): Finding[] {
  return [...timed(scene), ...repeated(scene)];
}
