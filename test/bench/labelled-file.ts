import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createRng } from '../../src/core/math/rng.ts';

const nColumns = 20;

/** A seeded CSV file of `rows` rows: twenty columns of numbers, of which some tell the label, and a label of yes and no. */
export function writeLabelled(folder: string, rows: number): string {
  const path = join(folder, `labelled-${rows}.csv`);
  const file = openSync(path, 'w');
  const rng = createRng(rows);
  let lines = [`label,${Array.from({ length: nColumns }, (_, j) => `x${j}`).join(',')}`];
  for (let row = 0; row < rows; row++) {
    const x = Array.from({ length: nColumns }, () => rng.normal());
    const z = x[0] + x[1] * x[2] + Math.abs(x[3]) + 0.5 * rng.normal();
    lines.push(`${z > 0.8 ? 'yes' : 'no'},${x.map((value) => value.toFixed(4)).join(',')}`);
    if (lines.length < 20_000 && row + 1 < rows) continue;
    writeSync(file, `${lines.join('\n')}\n`);
    lines = [];
  }
  closeSync(file);
  return path;
}
