import type { Control } from '../../../core/math/control.ts';

const counted = new Intl.NumberFormat('en-US');
/** The speed is not told before so much time went by. */
const settledMs = 300;

/** Says how reading goes on, and gives the event loop its turns. */
export interface Pace {
  /** The rows of the whole file, as far as those up to a place tell. */
  likelyRows(rows: number, at: number): number;
  /** Reports `rows` read up to the byte `at`, and breathes. */
  step(rows: number, at: number): Promise<void>;
}

export function createPace(sizeBytes: number, control: Control): Pace {
  const startedAt = performance.now();
  return {
    likelyRows: (rows, at) => (at === 0 ? 0 : Math.ceil((rows * sizeBytes * 1.01) / at) + 64),
    async step(rows, at) {
      const seconds = (performance.now() - startedAt) / 1000;
      const perSecond = seconds * 1000 < settledMs ? '' : `, ${counted.format(Math.round(rows / seconds / 1000) * 1000)} a second`;
      control.progress(Math.min(1, at / sizeBytes), `${counted.format(rows)} rows${perSecond}`);
      await control.breathe();
    },
  };
}
