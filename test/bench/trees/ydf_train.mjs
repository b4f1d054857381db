// Trains the boosted trees of ydf-training on the rows of a CSV file and prints the seconds of training alone, and how many
// trees they were, as JSON: node ydf_train.mjs FILE.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const ydf = await createRequire(import.meta.url)('ydf-training')();
const rows = readFileSync(process.argv[2], 'utf8');
const startedAt = performance.now();
const model = new ydf.GradientBoostedTreesLearner('label', 'CLASSIFICATION').train(rows);
const seconds = (performance.now() - startedAt) / 1000;
const trees = Number(/Number of trees:\s*(\d+)/i.exec(model.describe())?.[1] ?? NaN);
console.log(`\n${JSON.stringify({ seconds, trees })}`);
process.exit(0);
