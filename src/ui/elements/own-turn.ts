let last: Promise<void> = Promise.resolve();

/** Resolves in a task of its own, after all that asked before: several charts that are made at once do not hold the page together. */
export function ownTurn(): Promise<void> {
  last = last.then(() => new Promise((resolve) => setTimeout(resolve)));
  return last;
}

const waiting = new Map<object, () => void>();
let frame = 0;

function drawNext(): void {
  const [next] = waiting;
  if (next) {
    waiting.delete(next[0]);
    next[1]();
  }
  frame = waiting.size > 0 ? requestAnimationFrame(drawNext) : 0;
}

/**
 * Calls `draw` in a frame of its own, after what waits already: drawings that change together follow one another. Of several drawings of
 * one `owner` only the last is made.
 */
export function ownFrame(owner: object, draw: () => void): void {
  waiting.set(owner, draw);
  frame ||= requestAnimationFrame(drawNext);
}

/** Drops what waits to be drawn for `owner`. */
export function noFrame(owner: object): void {
  waiting.delete(owner);
}
