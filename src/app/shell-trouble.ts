import type { Trouble } from './trouble.ts';

/** The trouble as a sentence: begun with a capital unless a name stands first, and ended with a stop. */
export function troubleSentence({ message }: Trouble): string {
  const begun = /^[a-z]+[ ,]/.test(message) ? message.charAt(0).toUpperCase() + message.slice(1) : message;
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}

/** Whether the data is safe, unless the message says so itself. */
export function safetySentence({ message }: Trouble, hasProject: boolean): string {
  if (/unchanged|nothing was|is safe/i.test(message)) return '';
  return hasProject ? 'Your project is unchanged and safe.' : 'Nothing was changed or lost.';
}
