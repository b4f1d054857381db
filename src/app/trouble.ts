/** What went wrong, as the page says it. */
export interface Trouble {
  /** Stable name of the cause: "EmptyFile". */
  readonly code: string;
  /** What happened and what to do, in words. */
  readonly message: string;
}

/** The trouble an exception stands for; errors of the studio read "Code: sentence". */
export function troubleFrom(error: unknown): Trouble {
  const text = error instanceof Error ? error.message : String(error);
  const parts = /^([A-Z][A-Za-z]+): ([\s\S]+)$/.exec(text);
  if (parts) return { code: parts[1], message: parts[2] };
  return { code: 'Unexpected', message: `${text || 'Something unexpected happened'}. Your data is unchanged; try again.` };
}

/** Why a candidate did not finish, without the name of the cause, which says nothing to a reader. */
export function reasonInWords(reason: string): string {
  return /^[A-Z][A-Za-z]+: ([\s\S]+)$/.exec(reason)?.[1] ?? reason;
}
