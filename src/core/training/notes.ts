import type { FoldFit } from './trial.ts';

/** "1", "1 and 3", "1, 2 and 5". */
function joined(folds: readonly number[]): string {
  return folds.length === 1 ? String(folds[0]) : `${folds.slice(0, -1).join(', ')} and ${folds[folds.length - 1]}`;
}

/** The same words with other numbers say the same. */
const kindOf = (note: string) => note.replace(/\d+(?:\.\d+)?/g, '#');

/**
 * What the folds' fits have to say of how they ended, in one line without a stop, each thing once and after the folds that it is of;
 * of notes that differ in their numbers alone the first is given. Null where no fit has a note.
 */
export function notesOf(fits: readonly FoldFit[], nFolds: number): string | null {
  const kinds = new Map<string, { readonly text: string; readonly folds: number[]; alike: boolean }>();
  for (const { note, span } of fits) {
    const text = note?.trim().replace(/\.$/, '') ?? '';
    if (text === '') continue;
    const known = kinds.get(kindOf(text));
    if (known) {
      known.folds.push(span.fold + 1);
      known.alike &&= known.text === text;
    } else kinds.set(kindOf(text), { text, folds: [span.fold + 1], alike: true });
  }
  if (kinds.size === 0) return null;
  return [...kinds.values()]
    .map(({ text, folds, alike }) => {
      if (nFolds === 1 || (alike && folds.length === nFolds)) return text;
      if (alike) return `${folds.length === 1 ? 'fold' : 'folds'} ${joined(folds)}: ${text}`;
      return `fold ${folds[0]}: ${text}; likewise ${folds.length === 2 ? 'fold' : 'folds'} ${joined(folds.slice(1))}`;
    })
    .join('; ');
}
