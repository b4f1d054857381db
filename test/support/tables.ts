import { createRng } from '../../src/core/math/rng.ts';

/** A CSV text from a header and rows. */
export function csv(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return `${[header, ...rows].map((row) => row.join(',')).join('\n')}\n`;
}

/** As a file for an upload. */
export function csvFile(name: string, text: string | Buffer) {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
}

/**
 * Passengers who survived or not, with a column `alive` that says so in words: the trap of a leak. `survived` depends
 * on sex, class and age; some ages are missing.
 */
export function passengersWithLeak(nRows: number, seed = 1): string {
  const rng = createRng(seed);
  const rows = Array.from({ length: nRows }, () => {
    const sex = rng.uniform() < 0.35 ? 'female' : 'male';
    const pclass = 1 + rng.int(3);
    const age = Math.round(20 + 12 * rng.normal() + 8 * rng.uniform());
    const fare = (60 / pclass + 10 * rng.uniform()).toFixed(2);
    const score = (sex === 'female' ? 1.6 : -1.1) - 0.7 * (pclass - 2) - 0.02 * (age - 30);
    const survived = rng.uniform() < 1 / (1 + Math.exp(-score)) ? 1 : 0;
    return [survived, pclass, sex, rng.uniform() < 0.15 ? '' : Math.max(1, age), fare, survived ? 'yes' : 'no'];
  });
  return csv(['survived', 'pclass', 'sex', 'age', 'fare', 'alive'], rows);
}

/** `nColumns` numbers and a binary target that depends on the first of them. */
export function numbersWithTarget(nRows: number, nColumns: number, seed = 2): string {
  const rng = createRng(seed);
  const lines = [`${Array.from({ length: nColumns }, (_, column) => `x${column}`).join(',')},label`];
  for (let row = 0; row < nRows; row++) {
    let line = '';
    let score = 0;
    for (let column = 0; column < nColumns; column++) {
      const value = rng.normal();
      if (column < 5) score += value * (1 - column / 5);
      line += `${value.toFixed(4)},`;
    }
    lines.push(`${line}${rng.uniform() < 1 / (1 + Math.exp(-score)) ? 'yes' : 'no'}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Three kinds of flower by two measures, and a number to predict. */
export function flowers(nRows: number, seed = 3): string {
  const rng = createRng(seed);
  const kinds = ['iris', 'rose', 'tulip'];
  const rows = Array.from({ length: nRows }, () => {
    const kind = rng.int(3);
    const length = 3 + 2 * kind + 0.6 * rng.normal();
    const width = 1 + (kind === 1 ? 2 : 0) + 0.5 * rng.normal();
    return [length.toFixed(2), width.toFixed(2), ['north', 'south'][rng.int(2)], (12.5 + 3.1 * length - 2 * width + rng.normal()).toFixed(3), kinds[kind]];
  });
  return csv(['length', 'width', 'side', 'weight', 'kind'], rows);
}
