import { Cancelled, type Control } from '../math/control.ts';

/**
 * Gives the event loop its turns as work is done: call it with the count of steps of an inner loop just made; it breathes
 * every ten million, and throws Cancelled where that is asked for. Infinity breathes at once.
 */
export function createBreath(control: Control): (work: number) => Promise<void> {
  let since = 0;
  return async (work) => {
    since += work;
    if (since < 1e7) return;
    since = 0;
    await control.breathe();
    if (control.cancelled()) throw new Cancelled();
  };
}
