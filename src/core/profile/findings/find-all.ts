import { Cancelled, type Control } from '../../math/control.ts';
import type { Finding, FindingKind } from '../profile.ts';
import { findConflicts, findRowOrder } from './conflicts.ts';
import { findDependence } from './dependence.ts';
import { codedColumns, findDisguised } from './disguised.ts';
import { findInDistributions } from './distribution.ts';
import { findEmptiness } from './emptiness.ts';
import { findIdentifiers } from './identity.ts';
import { findManyLevels } from './levels.ts';
import { findReadingDoubts } from './reading-doubts.ts';
import { findRedundant } from './redundancy.ts';
import { findInRows } from './rows.ts';
import type { Scene } from './scene.ts';
import { findSpellings } from './spellings.ts';
import { findInTarget } from './target.ts';
import { findGiveaways } from './target-association.ts';

const severityOrder: readonly Finding['severity'][] = ['bad', 'warn', 'info'];

const kindOrder: readonly FindingKind[] = [
  'leak',
  'rejected-rows',
  'target-missing',
  'outliers',
  'contradictions',
  'replaced-characters',
  'suspicious',
  'conflicting-labels',
  'imbalance',
  'few-rows',
  'date-order',
  'time-order',
  'repeated-entity',
  'mixed-spellings',
  'infinite',
  'row-number',
  'identifier',
  'duplicates',
  'row-order',
  'disguised-missing',
  'missing',
  'redundant',
  'text',
  'constant',
  'near-constant',
  'high-cardinality',
  'zeros',
  'skewed',
  'question-mark-missing',
];

/** The columns that have another role than that of a feature already. */
function roledOtherwise({ problem }: Scene): string[] {
  return Object.entries(problem?.roles ?? {}).flatMap(([name, role]) => (role === 'feature' || role === 'target' ? [] : [name]));
}

/** The columns that findings set aside. */
function setAside(findings: readonly Finding[]): Set<string> {
  return new Set(findings.flatMap(({ column, applied }) => (applied?.action === 'set-role' && column !== null ? [column] : [])));
}

/** Every finding, worst first; of equal severity by kind, then by the order of the columns. Throws Cancelled. */
export async function findAll(scene: Scene, control: Control): Promise<Finding[]> {
  const identifiers = findIdentifiers(scene);
  const emptiness = findEmptiness(scene);
  const settled = [...identifiers, ...emptiness.filter(({ kind }) => kind === 'constant')];
  const judged = new Set(settled.flatMap(({ column }) => column ?? []));
  const giveaways = findGiveaways(scene, judged);
  const all = [...giveaways, ...findInTarget(scene), ...findInRows(scene), ...findDependence(scene), ...identifiers, ...emptiness];
  const skip = new Set([...judged, ...setAside(giveaways), ...roledOtherwise(scene)]);
  for (const { kind, column } of giveaways) if (kind === 'leak' && column !== null) skip.add(column);
  const disguised = findDisguised(scene, skip);
  const looks: readonly (() => readonly Finding[] | Promise<readonly Finding[]>)[] = [
    () => findManyLevels(scene, skip),
    () => findReadingDoubts(scene, skip),
    () => disguised,
    () => findSpellings(scene, skip),
    () => findInDistributions(scene, skip, codedColumns(disguised)),
    () => findRowOrder(scene),
    () => findConflicts(scene, skip),
    () => findRedundant(scene, skip, control),
  ];
  for (const look of looks) {
    await control.breathe();
    if (control.cancelled()) throw new Cancelled();
    all.push(...(await look()));
  }
  const rank = ({ severity, kind }: Finding) => severityOrder.indexOf(severity) * kindOrder.length + kindOrder.indexOf(kind);
  return all.sort((a, b) => rank(a) - rank(b));
}
