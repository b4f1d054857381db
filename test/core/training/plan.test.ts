import { describe, expect, test } from 'vitest';
import { PlanDoesNotFit, planRun } from '../../../src/core/training/plan.ts';
import { candidates, runCase } from '../../support/run-case.ts';

const { dummy, linear, boosting } = candidates;
const gigabyte = 2 ** 30;

describe('the plan of a run', () => {
  test('uses every slot where there is room', () => {
    expect(planRun(runCase([dummy, linear, boosting]), { slots: 4, memoryBytes: 8 * gigabyte })).toMatchObject({ slots: 4, refused: new Map() });
    expect(planRun(runCase([dummy, linear]), { slots: 2, memoryBytes: null }).slots).toBe(2);
  });

  test('uses fewer slots where memory is short', () => {
    const input = runCase([dummy, linear, boosting], { n: 4000 });
    // One fit of 3,200 rows of one feature takes 88 bytes a row.
    const fit = (input.split.folds[0].train.length + input.split.folds[0].validation.length) * 88;
    expect(planRun(input, { slots: 8, memoryBytes: 2 * (8 * fit) }).slots).toBeLessThan(8);
    expect(planRun(input, { slots: 8, memoryBytes: 2 * (8 * fit) }).slots).toBeGreaterThan(1);
  });

  test('lets a slot hold as many fits at once as there is room for beside the others', () => {
    const input = runCase([dummy, linear, boosting], { n: 4000 });
    const fit = (input.split.folds[0].train.length + input.split.folds[0].validation.length) * 88;
    const planned = (fits: number) => planRun(input, { slots: 2, memoryBytes: 2 * fits * fit });
    expect(planned(12).together).toBe(planned(11).together + 1);
    expect(planned(12).together).toBeGreaterThan(5);
    expect(planned(3)).toMatchObject({ slots: 2, together: 1 });
    expect(planRun(runCase([dummy]), { slots: 2, memoryBytes: null }).together).toBe(1);
  });

  test('refuses what does not fit, with the numbers, and the run where nothing does', () => {
    const input = runCase([dummy, linear, boosting], { n: 4000 });
    expect(() => planRun(input, { slots: 2, memoryBytes: 200_000 })).toThrow(PlanDoesNotFit);
    expect(() => planRun(input, { slots: 2, memoryBytes: 200_000 })).toThrow(/^PlanDoesNotFit: 3,200 rows of 1 features need about 0\.00 GB of memory, and 0\.00 GB may be used; use fewer columns/);
    const searched = runCase([dummy], { n: 4000, settings: { search: { learners: ['boosting'], nTrials: 3 } } });
    expect(() => planRun(searched, { slots: 2, memoryBytes: 200_000 })).toThrow(PlanDoesNotFit);
    expect(planRun(runCase([dummy], { n: 4000 }), { slots: 2, memoryBytes: 200_000 }).slots).toBe(2);
  });
});
