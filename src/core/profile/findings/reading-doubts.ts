import type { DateOrder } from '../../csv/reading.ts';
import type { Finding, Fix } from '../profile.ts';
import { finding, inputColumns, setRole, type Scene } from './scene.ts';
import { counted, inDigits } from './wording.ts';

const orderWords = { dmy: 'Day first', mdy: 'Month first' } as const;

function setOrder(column: string, order: 'dmy' | 'mdy'): Fix {
  return { action: 'set-date-order', column, order, label: `${orderWords[order]}: ${order === 'dmy' ? '03/04 is 3 April' : '03/04 is March 4'}` };
}

function unsureDates(scene: Scene): Finding[] {
  const unsure = (scene.reading?.formats ?? []).filter(({ kind, dateOrderUnsure }) => kind === 'datetime' && dateOrderUnsure);
  return unsure.map(({ name, date }) => {
    const taken: DateOrder = date;
    return finding('date-order', name, {
      severity: 'warn',
      title: `Day or month first in ${name}?`,
      detail: `No date of the column has a part over 12 that would tell. It is read ${taken === 'mdy' ? 'month' : 'day'} first; read the other way, months and weekdays learned from it would be those of other days.`,
      fixes: [setOrder(name, 'dmy'), setOrder(name, 'mdy')],
    });
  });
}

function replacedCharacters({ reading }: Scene): Finding[] {
  const replaced = reading?.accounting.replacedCharacters ?? 0;
  if (!reading || replaced === 0) return [];
  return [
    finding('replaced-characters', null, {
      severity: 'warn',
      title: `${counted(replaced, 'character')} could not be read`,
      detail: `Some bytes of the file are no text in ${reading.dialect.encoding.toUpperCase()}; each was read as \ufffd. If names look broken all over, choose another encoding in the reading details.`,
    }),
  ];
}

/** Columns of sentences; `skip` names those judged otherwise. */
function texts(scene: Scene, skip: ReadonlySet<string>): Finding[] {
  return inputColumns(scene)
    .filter(({ name, kind, count }) => kind === 'text' && count > 0 && !skip.has(name))
    .map(({ name, count, distinct }) =>
      finding('text', name, {
        severity: 'info',
        title: `${name} is free text`,
        detail: `${counted(distinct, 'different text')} in ${inDigits(count)} rows. As a feature it becomes the weights of its words, the rarer over all rows the heavier.`,
        fixes: [setRole(name, 'feature', 'Learn from its words'), setRole(name, 'ignored', 'Leave it out')],
      }),
    );
}

/** What reading had to guess, and text that is not used by itself. */
export function findReadingDoubts(scene: Scene, skip: ReadonlySet<string>): Finding[] {
  return [...unsureDates(scene), ...replacedCharacters(scene), ...texts(scene, skip)];
}
