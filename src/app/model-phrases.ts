/** A piece of a sentence, with how much it matters: what it says, its numbers, its asides. */
export interface Phrase {
  readonly text: string;
  readonly tone?: 'strong' | 'soft' | 'interval';
}

/** A sentence at the head of a screen, and the line under it. */
export interface Heading {
  readonly phrases: readonly Phrase[];
  readonly sub: string;
}

/** The phrases as plain text. */
export function plainText(phrases: readonly Phrase[]): string {
  return phrases.map(({ text }) => text).join('');
}
