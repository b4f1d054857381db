import type { MetricId } from '../core/metrics/metric.ts';
import { metrics } from '../core/metrics/registry.ts';

/** One changed setting in words: "goal", "none", "0.92". */
export interface Change {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

const names: Readonly<Record<string, string>> = {
  criterion: 'goal',
  positiveClass: 'class to find',
  rowMeaning: 'what a row is',
  taskReason: 'reason for the task',
  taskOverridden: 'task set by hand',
  testShare: 'share of test rows',
  nFolds: 'folds',
  budgetSeconds: 'budget in seconds',
  missingTokens: 'marks of a missing cell',
  contentHash: 'content of the file',
  fileName: 'file',
  sizeBytes: 'size of the file in bytes',
};

function nameOf(path: string): string {
  const perColumn = /^(?:options\.)?(roles|kinds)\.(.+)$/s.exec(path);
  if (perColumn) return `${perColumn[1] === 'roles' ? 'role' : 'kind'} of ${perColumn[2]}`;
  const parts = path.split('.').filter((part) => part !== 'options' && part !== 'dialect');
  return parts.map((part) => names[part] ?? part.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()).join(', ');
}

function valueOf(text: string): string {
  if (text === 'null' || text === 'undefined' || text === '') return 'none';
  if (text === 'true') return 'yes';
  if (text === 'false') return 'no';
  return metrics.get(text as MetricId)?.label ?? text;
}

/** Lists of settings and the like, which are named but not spelled out. */
const structured = /^(?:\[?\{|\[\[)/;

/** A line of settingsDifferences in words; where the line has another form, all of it is `what`. */
export function changeInWords(line: string): Change {
  const found = /^(.*?): ([\s\S]*) → ([\s\S]*)$/.exec(line);
  if (!found) return { what: line, before: '', after: '' };
  if (structured.test(found[2]) || structured.test(found[3])) return { what: nameOf(found[1]), before: '', after: '' };
  return { what: nameOf(found[1]), before: valueOf(found[2]), after: valueOf(found[3]) };
}

/** "the goal (none → 0.92)". */
export function changeSentence(line: string): string {
  const { what, before, after } = changeInWords(line);
  if (after) return `the ${what} (${before} → ${after})`;
  return what === line ? what : `the ${what}`;
}
