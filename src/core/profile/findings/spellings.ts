import { columnByName } from '../../table/table.ts';
import type { ColumnProfile, Finding } from '../profile.ts';
import { spellingGroups } from '../spelling-groups.ts';
import { addStep } from './disguised.ts';
import { finding, inputColumns, type Scene } from './scene.ts';
import { counted, percent, quoted } from './wording.ts';

function mixedSpellings({ table }: Scene, { name, count }: ColumnProfile): Finding[] {
  const column = columnByName(table, name);
  if (column.kind !== 'category') return [];
  const counts = column.levels.map((level) => ({ level, count: 0 }));
  for (const code of column.codes) if (code >= 0) counts[code].count++;
  const groups = spellingGroups(counts.filter((level) => level.count > 0));
  if (groups.length === 0) return [];
  const strays = groups.reduce((sum, { rows, levels }) => sum + rows - levels[0].count, 0);
  const [first] = groups;
  const spelt = first.levels.slice(0, 4).map(({ level, count: rows }) => `${quoted(level)} (${counted(rows, 'row')})`);
  return [
    finding('mixed-spellings', name, {
      severity: strays / count >= 0.005 ? 'warn' : 'info',
      title: `${counted(groups.length, 'label')} of ${name} ${groups.length === 1 ? 'has' : 'have'} several spellings`,
      detail: `${spelt.join(', ')}. They are learned as different labels, so each rests on fewer rows; ${counted(strays, 'row')} (${percent(strays / count)}) would move to the most frequent spelling.`,
      fixes: [addStep({ kind: 'unify-labels', columns: [name] }, 'Write them alike')],
    }),
  ];
}

/** Labels that differ only in case, spaces or accents; `skip` names columns that are set aside anyway. */
export function findSpellings(scene: Scene, skip: ReadonlySet<string>): Finding[] {
  return inputColumns(scene).flatMap((column) => (skip.has(column.name) ? [] : mixedSpellings(scene, column)));
}
