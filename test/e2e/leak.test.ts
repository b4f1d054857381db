import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { csvFile, passengersWithLeak } from '../support/tables.ts';
import type { StudioPage } from '../support/studio-page.ts';
import { useBench } from './bench-page.ts';

const real = resolve(import.meta.dirname, '../../../shared/data/titanic-with-leak.csv');
const bench = useBench();

async function expectLeakLeftOut(studio: StudioPage): Promise<void> {
  await studio.go('Problem');
  await studio.pick('Column to predict', 'survived');
  await studio.go('Data');
  const role = studio.page.getByRole('combobox', { name: 'Role of alive', exact: true });
  expect(await role.inputValue()).toBe('ignored');
  expect(await studio.page.getByText(/alive gives the target away/i).count()).toBeGreaterThan(0);
}

describe('a column that gives the target away', { timeout: 120_000 }, () => {
  it('is flagged before training and left out', async () => {
    const studio = await bench.fresh();
    await studio.read(csvFile('passengers.csv', passengersWithLeak(600)));
    await expectLeakLeftOut(studio);
  });

  it('comes back when the user says so', async () => {
    const studio = await bench.fresh();
    await studio.read(csvFile('passengers.csv', passengersWithLeak(300)));
    await studio.go('Data');
    await studio.pick('Role of alive', 'feature');
    expect(await studio.page.getByRole('combobox', { name: 'Role of alive', exact: true }).inputValue()).toBe('feature');
  });

  it.skipIf(!existsSync(real))('is found in the real passenger list (skipped where ../shared is absent)', async () => {
    const studio = await bench.fresh();
    await studio.read(real);
    await expectLeakLeftOut(studio);
  });
});
