import type { ColumnProfile, Finding } from '../profile.ts';
import { appliedRole, finding, inputColumns, setRole, type Scene } from './scene.ts';
import { counted, inDigits, quoted } from './wording.ts';

/** Fewer rows than this do not tell an identifier from a column that happens not to repeat. */
const fewestRows = 20;

/** Labels this long on average are sentences, not names. */
const longestName = 40;

const identifierWords = new Set([
  'id', 'ids', 'uid', 'uuid', 'guid', 'pk', 'key', 'index', 'idx', 'no', 'nr', 'num', 'number', 'row', 'rowid', 'rownum', 'rownames',
  'unnamed', 'serial', 'ref', 'reference', 'record', 'account', 'customer', 'user', 'client', 'patient', 'order', 'invoice', 'ticket',
  'phone', 'isbn', 'ean', 'sku', 'ssn', 'email',
]);

/** Words by which whole numbers that rise with the rows are a time, not a count of rows. */
const timeWords = new Set(['year', 'yr', 'month', 'week', 'day', 'hour', 'minute', 'second', 'date', 'time', 'timestamp', 'quarter', 'period', 'step', 't']);

function words(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Whether a name is one that identifiers bear: "id", "customer_id", "CustomerId", "No", "Unnamed: 0". */
export function isNamedLikeIdentifier(name: string): boolean {
  const parts = words(name);
  return parts.length === 0 || identifierWords.has(parts[parts.length - 1]) || parts[0] === 'unnamed' || parts[0] === 'id';
}

function isIdentifier(column: ColumnProfile, scene: Scene): boolean {
  const { name, kind, count, distinct } = column;
  const facts = scene.facts.get(name);
  if (!facts || count < fewestRows) return false;
  if (kind === 'category' || kind === 'text') return distinct > 0.5 * count && facts.meanLength <= longestName;
  return kind === 'number' && facts.wholeNumbers && distinct >= 0.95 * count && isNamedLikeIdentifier(name);
}

function identifier(scene: Scene, { name, count, distinct, levels }: ColumnProfile): Finding {
  const exactly = distinct === count;
  const example = levels?.[0] ? `, such as ${quoted(levels[0].level)},` : '';
  return finding('identifier', name, {
    severity: 'warn',
    title: exactly ? `${name} is an identifier` : `${name} is nearly an identifier`,
    detail: `It has ${counted(distinct, 'different value')}${example} in ${counted(count, 'row')}. What hardly repeats can be memorised but says nothing of new rows, so it is kept beside the rows and not learned from.`,
    fixes: [setRole(name, 'feature', 'Use it as a feature')],
    applied: appliedRole(scene, name, 'identifier', 'Taken as an identifier'),
  });
}

function rowNumber(scene: Scene, { name, numeric }: ColumnProfile): Finding {
  const range = numeric ? ` from ${inDigits(numeric.min)} to ${inDigits(numeric.max)}` : '';
  return finding('row-number', name, {
    severity: 'warn',
    title: `${name} counts the rows`,
    detail: `Its whole numbers rise through the file${range}. A model would learn where a row stands in this file, which new rows do not share. If the order is that of time, let it order the rows, so that later rows test what was learned from earlier ones.`,
    fixes: [setRole(name, 'time', 'Let it order the rows'), setRole(name, 'feature', 'Use it as a feature')],
    applied: appliedRole(scene, name, 'identifier', 'Taken as an identifier'),
  });
}

/** Columns that name or number the rows instead of describing them. */
export function findIdentifiers(scene: Scene): Finding[] {
  return inputColumns(scene).flatMap((column) => {
    const isTime = words(column.name).some((word) => timeWords.has(word));
    if (scene.facts.get(column.name)?.countsRows && !isTime) return [rowNumber(scene, column)];
    return isIdentifier(column, scene) ? [identifier(scene, column)] : [];
  });
}
