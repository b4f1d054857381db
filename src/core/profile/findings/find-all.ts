import type { Finding, FindingKind } from '../profile.ts';
import { findDependence } from './dependence.ts';
import { findEmptiness } from './emptiness.ts';
import { findIdentifiers } from './identity.ts';
import { findManyLevels } from './levels.ts';
import { findInRows } from './rows.ts';
import type { Scene } from './scene.ts';
import { findInTarget } from './target.ts';
import { findGiveaways } from './target-association.ts';

const severityOrder: readonly Finding['severity'][] = ['bad', 'warn', 'info'];

const kindOrder: readonly FindingKind[] = [
  'leak',
  'rejected-rows',
  'target-missing',
  'contradictions',
  'suspicious',
  'imbalance',
  'few-rows',
  'time-order',
  'repeated-entity',
  'row-number',
  'identifier',
  'duplicates',
  'missing',
  'constant',
  'high-cardinality',
  'question-mark-missing',
];

/** Every finding, worst first; of equal severity by kind, then by the order of the columns. */
export function findAll(scene: Scene): Finding[] {
  const identifiers = findIdentifiers(scene);
  const emptiness = findEmptiness(scene);
  const settled = [...identifiers, ...emptiness.filter(({ kind }) => kind === 'constant')];
  const skip = new Set(settled.flatMap(({ column }) => column ?? []));
  const giveaways = findGiveaways(scene, skip);
  for (const { kind, column } of giveaways) if (kind === 'leak' && column !== null) skip.add(column);
  const all = [
    ...giveaways,
    ...findInTarget(scene),
    ...findInRows(scene),
    ...findDependence(scene),
    ...identifiers,
    ...emptiness,
    ...findManyLevels(scene, skip),
  ];
  const rank = ({ severity, kind }: Finding) => severityOrder.indexOf(severity) * kindOrder.length + kindOrder.indexOf(kind);
  return all.sort((a, b) => rank(a) - rank(b));
}
