import { readDelimited } from '../../../src/io/csv/read-delimited.ts';
import { TurnControl } from '../../../src/worker/turn-control.ts';

export interface TimedReading {
  readonly seconds: number;
  readonly rows: number;
  readonly kinds: readonly string[];
  /** Cells that were read as missing because they contradict their column. */
  readonly contradictions: number;
  readonly error?: string;
}

/** The control of a job, without the page that it reports to. */
class QuietControl extends TurnControl {
  progress(): void {}
}

globalThis.onmessage = async ({ data }: MessageEvent<File>) => {
  const startedAt = performance.now();
  try {
    const { table, reading } = await readDelimited(data, data.name, { kinds: {} }, new QuietControl());
    const timed: TimedReading = {
      seconds: (performance.now() - startedAt) / 1000,
      rows: table.nRows,
      kinds: table.columns.map(({ kind }) => kind),
      contradictions: reading.accounting.contradictions.reduce((sum, { count }) => sum + count, 0),
    };
    globalThis.postMessage(timed);
  } catch (error) {
    globalThis.postMessage({ seconds: NaN, rows: 0, kinds: [], contradictions: 0, error: String(error) } satisfies TimedReading);
  }
};
