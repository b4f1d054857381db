import type { ColumnFormat } from '../../../src/core/csv/reading.ts';
import { typeFields } from '../../../src/core/csv/type-fields.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import { buildMatrix } from '../../../src/core/matrix/build-matrix.ts';
import { prepareTraining } from '../../../src/core/matrix/train-set.ts';
import type { Estimator, FittedModel, LearnerId, Params } from '../../../src/core/estimators/estimator.ts';
import { traitsOf } from '../../../src/core/estimators/learners.ts';
import type { MlpState } from '../../../src/core/estimators/mlp.ts';
import type { WeightedPipeline } from '../../../src/core/estimators/pipeline.ts';
import { coreEstimators } from '../../../src/core/estimators/registry.ts';
import type { Task } from '../../../src/core/metrics/metric.ts';
import type { ProblemDefinition } from '../../../src/core/problem/problem.ts';
import { suggestProblem } from '../../../src/core/problem/suggest-problem.ts';
import { applyRecipe } from '../../../src/core/recipe/apply-recipe.ts';
import { suggestRecipe } from '../../../src/core/recipe/suggest-recipe.ts';
import { buildRelease } from '../../../src/core/release/build-release.ts';
import { rawRowsOf } from '../../../src/core/release/raw-rows.ts';
import type { RawRows, Release } from '../../../src/core/release/release.ts';
import { trainTable } from '../../../src/core/split/train-table.ts';
import type { Table } from '../../../src/core/table/table.ts';
import { madeUpNet } from '../../support/net-models.ts';

const plain = { number: { decimal: '.', thousands: '' }, date: 'ymd', missingTokens: ['NA'] } as const;

/** The formats of the made-up file: a comma as decimal mark, days first, and names that need quoting. */
export const formats = (task: Task): ColumnFormat[] => [
  { ...plain, name: 'id', kind: 'number' },
  { ...plain, name: 'age', kind: 'number' },
  { ...plain, name: 'income, net', kind: 'number', number: { decimal: ',', thousands: '.' } },
  { ...plain, name: 'joined', kind: 'datetime', date: 'dmy' },
  { ...plain, name: 'town "old"', kind: 'category' },
  { ...plain, name: 'constructor', kind: 'category' },
  { ...plain, name: 'y', kind: task === 'regression' ? 'number' : 'category' },
];

/** Seeded rows of the made-up file as header and records; the target depends on age, income and town. */
export function madeUpFile(task: Task, n: number, seed: number): { header: string[]; records: string[][] } {
  const rng = createRng(seed);
  const towns = ['Ulm', 'Bonn, Rhein', 'a "quoted" town', 'line\nbreak', ' padded '];
  const records = Array.from({ length: n }, (_, row) => {
    const age = 18 + rng.int(60);
    const income = Math.round(rng.uniform() * 5_000_000) / 100;
    const town = rng.int(towns.length);
    const signal = (age - 45) / 15 + (income - 25_000) / 12_000 + (town === 1 ? 1 : 0) + 0.7 * rng.normal();
    const y = task === 'regression' ? String(Math.round(signal * 1e6) / 1e6) : task === 'binary' ? (signal > 0 ? 'yes' : 'no') : signal > 1 ? 'high' : signal > -1 ? 'mid' : 'low';
    const date = `${1 + rng.int(28)}.${1 + rng.int(12)}.${2000 + rng.int(20)}`;
    const gap = (text: string) => (rng.uniform() < 0.08 ? (rng.uniform() < 0.5 ? '' : 'NA') : text);
    return [String(row), gap(String(age)), gap(String(income).replace('.', ',')), gap(date), gap(towns[town]), rng.uniform() < 0.5 ? 'a' : 'b', y];
  });
  return { header: formats(task).map(({ name }) => name), records };
}

/** The made-up file's rows, as typed columns. */
export function tableOf(task: Task, records: readonly (readonly string[])[]): Table {
  const columns = formats(task).map((format, at) => typeFields(format, records.map((record) => record[at])).column);
  return { nRows: records.length, columns };
}

/** The made-up file's rows, as raw fields. */
export function rowsOf(file: { header: string[]; records: string[][] }): RawRows {
  return rawRowsOf(file.header, file.records);
}

function handMadeMlp(task: Task, classes: readonly string[], nFeatures: number): FittedModel<MlpState> {
  const rng = createRng(11);
  const layer = (inputs: number, outputs: number, activation: 'relu' | 'linear') => ({
    inputs,
    outputs,
    weights: Float32Array.from({ length: inputs * outputs }, () => rng.normal() / Math.sqrt(inputs)),
    bias: Float32Array.from({ length: outputs }, () => 0.1 * rng.normal()),
    activation,
  });
  const outputs = task === 'regression' ? 1 : classes.length;
  const layers = [layer(nFeatures, 8, 'relu'), layer(8, outputs, 'linear')];
  return { learner: 'mlp', task, classes, nFeatures, iterations: 3, state: { layers, target: task === 'regression' ? { mean: 0.5, scale: 2 } : null } };
}

type Prepared = { readonly table: ReturnType<typeof trainTable>; readonly problem: ProblemDefinition };

async function memberOf(learner: LearnerId, { table, problem }: Prepared, weight: number, seed: number): Promise<WeightedPipeline> {
  const { recipe, set: train } = prepareTraining(table, suggestRecipe(table, problem, traitsOf(learner).input), problem, 0);
  const estimator: Estimator | undefined = coreEstimators.find(({ id }) => id === learner);
  const params: Params = learner === 'boosting' ? { iterations: 8 + 4 * seed } : {};
  const net = () => (learner === 'mlp' ? handMadeMlp(problem.task, problem.classes, train.X.features.length) : madeUpNet(learner as 'realmlp' | 'tabm', problem.task, problem.classes, train.X));
  const model = estimator ? (await estimator.fit(train, params, createRng(seed), uncontrolled)).model : net();
  return { recipe, features: buildMatrix(applyRecipe(recipe, table)).features, model, weight };
}

function prepared(task: Task): Prepared & { readonly formats: ColumnFormat[] } {
  const { records } = madeUpFile(task, 300, 1);
  const table = trainTable(tableOf(task, records), Uint32Array.from(records.keys()));
  return { table, problem: suggestProblem(table, 'y', { id: 'identifier' }), formats: formats(task) };
}

/** What an ensemble is made of: each learner with its weight; the nets' weights are made up. */
export type Mixture = readonly (readonly [learner: LearnerId, weight: number])[];

/** A release of an ensemble of models, each fitted on the same 300 made-up rows. */
export async function makeEnsemble(mixture: Mixture, task: Task): Promise<Release> {
  const { table, problem, formats } = prepared(task);
  const members = await Promise.all(mixture.map(([learner, weight], m) => memberOf(learner, { table, problem }, weight, m)));
  return buildRelease({
    name: 'Made up',
    version: '1',
    createdAt: '2026-01-01T00:00:00.000Z',
    problem,
    members,
    threshold: task === 'binary' ? 0.4 : null,
    metrics: { validation: {}, test: { accuracy: { value: 0.9, lower: NaN, upper: NaN, rows: 1 } } },
    datasetHash: 'abc',
    seed: 0,
    table,
    formats,
  });
}

/** A release of `learner` fitted on 300 made-up rows; the net's weights are made up as well. */
export async function makeRelease(learner: LearnerId, task: Task): Promise<Release> {
  return makeEnsemble([[learner, 1]], task);
}
