import { imbalance } from '../../stats/entropy.ts';
import type { Finding } from '../profile.ts';
import type { TargetView } from '../target-view.ts';
import { finding, type Scene } from './scene.ts';
import { counted, inDigits, percent, quoted } from './wording.ts';

const imbalancedFrom = 0.5;

/** With fewer rows than this a class can hardly be learned, or its score told. */
const fewestOfClass = 10;

function missingTarget({ nRows }: Scene, { problem, labelledRows }: TargetView): Finding[] {
  const without = nRows - labelledRows;
  if (without === 0) return [];
  const share = without / nRows;
  const { target } = problem;
  return [
    finding('target-missing', target, {
      severity: labelledRows === 0 ? 'bad' : share > 0.2 ? 'warn' : 'info',
      title: `${target} is unknown in ${counted(without, 'row')}`,
      detail: `${percent(share)} of the rows have no answer to learn from or to check against, so ${inDigits(labelledRows)} of ${inDigits(nRows)} are used. If the answer is missing for a reason, the model will not know of it.`,
    }),
  ];
}

function uneven({ problem, classCounts, labelledRows }: TargetView): Finding[] {
  const unevenness = imbalance(classCounts);
  if (!(unevenness > imbalancedFrom)) return [];
  const order = [...classCounts.keys()].sort((a, b) => classCounts[a] - classCounts[b]);
  const rarest = order[0];
  const commonest = order[order.length - 1];
  const rareShare = classCounts[rarest] / labelledRows;
  const { target, classes } = problem;
  return [
    finding('imbalance', target, {
      severity: 'warn',
      title: `Only ${percent(rareShare)} of the rows are ${quoted(classes[rarest])}`,
      detail: `Always saying ${quoted(classes[commonest])} would be right in ${percent(classCounts[commonest] / labelledRows)} of the rows and find none of the others. Compare by ${problem.task === 'binary' ? 'average precision or ROC AUC' : 'macro F1 or balanced accuracy'} rather than accuracy, and read the intervals: they rest on ${counted(classCounts[rarest], 'row')} of ${quoted(classes[rarest])}.`,
    }),
  ];
}

function rareClasses({ problem, classCounts }: TargetView): Finding[] {
  const rare = [...classCounts.keys()].filter((c) => classCounts[c] > 0 && classCounts[c] < fewestOfClass);
  if (rare.length === 0) return [];
  const named = rare.slice(0, 3).map((c) => `${quoted(problem.classes[c])} (${inDigits(classCounts[c])})`);
  const more = rare.length > 3 ? ` and ${counted(rare.length - 3, 'other')}` : '';
  return [
    finding('imbalance', problem.target, {
      severity: 'info',
      title: `${counted(rare.length, 'class has', 'classes have')} fewer than ${fewestOfClass} rows`,
      detail: `${named.join(', ')}${more}: too few to learn such a class well, or to tell how well it is found. Gather more of them, or join them with a neighbouring class.`,
      idSuffix: 'rare',
    }),
  ];
}

/** What is worth knowing of the target: rows without it, classes that are rare. */
export function findInTarget(scene: Scene): Finding[] {
  const { view } = scene;
  if (!view || scene.nRows === 0) return [];
  return [...missingTarget(scene, view), ...uneven(view), ...rareClasses(view)];
}
