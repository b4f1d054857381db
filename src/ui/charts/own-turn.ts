let last: Promise<void> = Promise.resolve();

/** Resolves in a task of its own, after all that asked before: several charts that are made at once do not hold the page together. */
export function ownTurn(): Promise<void> {
  last = last.then(() => new Promise((resolve) => setTimeout(resolve)));
  return last;
}
