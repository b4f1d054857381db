import type { Page } from 'playwright-core';
import type { Params } from '../../../src/core/estimators/estimator.ts';
import type { PageRequest } from './page.ts';
import type { SampleFile } from './samples.ts';
import type { TreesAnswer } from './trees.worker.ts';

/** The bench's page, with its workers. */
export interface TreesPage {
  /** Gives samples to workers, by the worker's number. */
  load(samples: Readonly<Record<number, SampleFile>>): Promise<void>;
  /** Fits what each of these workers has, all at once; seconds from the first to the last, and each worker's own. */
  fit(
    workers: readonly number[],
    params: Params,
  ): Promise<{ readonly seconds: number; readonly answers: readonly TreesAnswer[] }>;
  /** Predicts what worker 0 has with the model that it fitted last. */
  predict(): Promise<TreesAnswer>;
}

/** Opens the page at `url` in `page`. */
export async function openTreesPage(page: Page, url: string): Promise<TreesPage> {
  page.setDefaultTimeout(600_000);
  await page.goto(`${url}test/bench/trees/page.html`);
  const askAll = async (requests: readonly PageRequest[]) => {
    const done = await page.evaluate(
      (asked) =>
        (
          globalThis as unknown as {
            askAll(r: readonly PageRequest[]): Promise<{ seconds: number; answers: TreesAnswer[] }>;
          }
        ).askAll(asked),
      requests,
    );
    for (const { error } of done.answers) if (error) throw new Error(error);
    return done;
  };
  return {
    async load(samples) {
      const entries = Object.entries(samples);
      await page.getByLabel('Files').setInputFiles(entries.flatMap(([, { xPath, yPath }]) => [xPath, yPath]));
      await askAll(
        entries.map(([worker, { rows, columns, classes }], i) => ({
          worker: Number(worker),
          request: { kind: 'load' as const, rows, columns, classes },
          files: [2 * i, 2 * i + 1] as const,
        })),
      );
    },
    fit: (workers, params) => askAll(workers.map((worker) => ({ worker, request: { kind: 'fit', params } }))),
    predict: async () => (await askAll([{ worker: 0, request: { kind: 'predict' } }])).answers[0],
  };
}
