import type { LearnerId, Params } from '../estimators/estimator.ts';
import { knownParams } from '../estimators/known-params.ts';
import { realmlpSpecs, tabmSpecs } from '../estimators/net-params.ts';
import type { TrainSet } from '../matrix/matrix.ts';
import { usualBatchSize } from '../nets/batch-size.ts';
import type { RaceShape } from './run.ts';

interface SizeParams {
  readonly hiddenLayers: number;
  readonly hiddenUnits: number;
  readonly members: number;
  readonly batchSize: number;
  readonly embedding: string;
  readonly pieces: number;
  readonly oneHotLevels: number;
}

/** Numbers that a category of many levels enters as, about. */
const embeddingWidth = 8;

const specsOf = { realmlp: realmlpSpecs, tabm: tabmSpecs } as const;

/** Whether backends are compared on this learner's own shape before it is first trained. */
export function isRaced(learner: LearnerId): learner is keyof typeof specsOf {
  return Object.hasOwn(specsOf, learner);
}

/**
 * The size of the net that the learner would train on these rows with these parameters, as near as can be told without preparing
 * the rows: it decides which backend is faster, not what is learned.
 */
export function raceShape(learner: keyof typeof specsOf, params: Params, { X, y }: Pick<TrainSet, 'X' | 'y'>): RaceShape {
  const size = knownParams<SizeParams>(specsOf[learner], params);
  const inputsOf = (levels: number) => (levels <= size.oneHotLevels ? levels : embeddingWidth);
  const inputs = X.features.reduce((sum, { kind, levels }) => sum + (kind === 'categorical' ? inputsOf(levels?.length ?? 0) : size.embedding === 'pieces' ? size.pieces : 1), 0);
  return {
    inputs: Math.max(1, inputs),
    hidden: new Array<number>(size.hiddenLayers).fill(size.hiddenUnits),
    outputs: y.kind === 'number' ? 1 : y.classes.length,
    members: size.members,
    batchSize: size.batchSize || usualBatchSize(X.nRows),
  };
}

/** Multiplications of one pass of a batch through the net. */
function work({ inputs, hidden, outputs, members, batchSize }: RaceShape): number {
  const widths = [inputs, ...hidden, outputs];
  return members * batchSize * widths.slice(1).reduce((sum, width, layer) => sum + width * widths[layer], 0);
}

/** Equal for nets of one problem that are about as large, so that one comparison speaks for them: within a factor of four in work. */
export function raceKey(shape: RaceShape): string {
  const size = Math.round(Math.log(work(shape)) / Math.log(4));
  return [shape.inputs, shape.outputs, shape.members > 1 ? 'members' : 'alone', size].join(' ');
}
