import { describe, expect, it } from 'vitest';
import { netCandidates, netOperations } from '../../../src/core/training/net-candidates.ts';

const sizeOf = (nRows: number, budgetSeconds: number, learner: 'realmlp' | 'tabm') => {
  const [{ params }] = netCandidates('binary', nRows, budgetSeconds)[learner];
  return params as { hiddenLayers: number; hiddenUnits: number; members: number; maxEpochs: number };
};

describe('nets for data of a size', () => {
  it('have all their members where rows are few, and fewer, shorter or narrower the more there are', () => {
    expect(sizeOf(500, 60, 'realmlp')).toMatchObject({ hiddenUnits: 64, members: 8, maxEpochs: 32 });
    const workOf = (nRows: number) => netOperations(sizeOf(nRows, 60, 'realmlp'), 1);
    expect(workOf(20_000)).toBeLessThan(workOf(5000));
    expect(workOf(500_000)).toBeLessThan(workOf(50_000));
    expect(sizeOf(500_000, 60, 'realmlp').members).toBe(1);
  });

  it('cost what the budget allows, about', () => {
    for (const nRows of [500, 5000, 50_000]) {
      for (const budget of [20, 60, 600]) expect(netOperations(sizeOf(nRows, budget, 'realmlp'), nRows)).toBeLessThanOrEqual(2 * 2e9 * budget * (nRows > 25_000 ? 4 : 1));
    }
    expect(netOperations(sizeOf(50_000, 600, 'realmlp'), 1)).toBeGreaterThan(3 * netOperations(sizeOf(50_000, 60, 'realmlp'), 1));
  });
});
