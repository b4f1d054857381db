import type { ClassPair } from './unpack.ts';

/** Rows ordered by descending score, with what is needed to walk them group by group of equal scores. */
export interface Ranking {
  /** False where a score is NaN: then there is no order, and every metric of it is NaN. */
  readonly valid: boolean;
  readonly order: Uint32Array;
  /** 1 where the row at that place is of the class, by place. */
  readonly isClass: Uint8Array;
  /** 1 where the next place holds a lower score (or none), by place. */
  readonly endsGroup: Uint8Array;
}

/** The rows ranked by their probability of class `classIndex`. */
export function rankByProbability(pair: ClassPair, classIndex: number): Ranking {
  const { nRows, nClasses, codes, probabilities } = pair;
  const scores = new Float64Array(nRows);
  const order = new Uint32Array(nRows);
  let valid = true;
  for (let i = 0; i < nRows; i++) {
    scores[i] = probabilities[i * nClasses + classIndex];
    order[i] = i;
    if (Number.isNaN(scores[i])) valid = false;
  }
  if (valid) order.sort((a, b) => scores[b] - scores[a]);
  const isClass = new Uint8Array(nRows);
  const endsGroup = new Uint8Array(nRows);
  for (let place = 0; place < nRows; place++) {
    isClass[place] = codes[order[place]] === classIndex ? 1 : 0;
    endsGroup[place] = place + 1 === nRows || scores[order[place + 1]] !== scores[order[place]] ? 1 : 0;
  }
  return { valid, order, isClass, endsGroup };
}

/** Area under the ROC curve of a ranking; ties count half; NaN when only one side is present. */
export function areaUnderRoc(ranking: Ranking, counts: Uint32Array): number {
  if (!ranking.valid) return NaN;
  const { order, isClass, endsGroup } = ranking;
  let truePositives = 0;
  let falsePositives = 0;
  let groupPositives = 0;
  let groupNegatives = 0;
  let area = 0;
  for (let place = 0; place < order.length; place++) {
    const count = counts[order[place]];
    if (isClass[place] === 1) groupPositives += count;
    else groupNegatives += count;
    if (endsGroup[place] === 0) continue;
    area += groupNegatives * (truePositives + groupPositives / 2);
    truePositives += groupPositives;
    falsePositives += groupNegatives;
    groupPositives = 0;
    groupNegatives = 0;
  }
  return area / (truePositives * falsePositives);
}

/**
 * Average precision of a ranking: sum over distinct scores of (recall gained) x (precision there), without
 * interpolation; 0 when the class is absent.
 */
export function averagePrecisionOf(ranking: Ranking, counts: Uint32Array): number {
  if (!ranking.valid) return NaN;
  const { order, isClass, endsGroup } = ranking;
  let truePositives = 0;
  let predicted = 0;
  let groupPositives = 0;
  let sum = 0;
  for (let place = 0; place < order.length; place++) {
    const count = counts[order[place]];
    predicted += count;
    if (isClass[place] === 1) groupPositives += count;
    if (endsGroup[place] === 0 || groupPositives === 0) continue;
    truePositives += groupPositives;
    sum += groupPositives * (truePositives / predicted);
    groupPositives = 0;
  }
  return truePositives === 0 ? 0 : sum / truePositives;
}
