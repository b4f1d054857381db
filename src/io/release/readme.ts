import { traitsOf } from '../../core/estimators/learners.ts';
import { learnerInSentence } from '../../core/estimators/model-name.ts';
import type { Release } from '../../core/release/release.ts';

const predictedText = ({ problem }: Release): string =>
  problem.task === 'regression'
    ? 'a number in `prediction`'
    : `a class in \`prediction\` and its probability in one \`probability_<class>\` column for each of ${problem.classes.length} classes`;

function inputLine({ format, min, max, levels }: Release['inputs'][number]): string {
  const shown = (value: number) => (format.kind === 'datetime' ? new Date(value).toISOString().slice(0, 10) : String(Number(value.toPrecision(6))));
  const range = min !== null && max !== null ? `, ${shown(min)} to ${shown(max)} in training` : '';
  const labels = levels ? `, ${levels.length} ${levels.length === 1 ? 'label' : 'labels'} in training` : '';
  const comma = format.kind === 'number' && format.number.decimal === ',' ? ', decimal comma' : '';
  const order = format.kind === 'datetime' && format.date !== 'ymd' ? `, ${format.date === 'dmy' ? 'day' : 'month'} first` : '';
  return `- \`${format.name.replace(/\s+/g, ' ').replaceAll('`', "'")}\`: ${format.kind}${comma}${order}${range}${labels}`;
}

const weightText = (weight: number) => String(Number(weight.toPrecision(3)));

const binaryText = 'as little-endian float32';

/** What the file of a model holds: "the model"; of an ensemble, whose models lie in folders by number, which one. */
function modelLine({ members }: Release, path: string): string {
  const isPart = path.endsWith('.bin');
  if (members.length === 1) return isPart ? `its numbers, ${binaryText}` : 'the model';
  const number = Number(path.split('/')[1]);
  if (isPart) return `numbers of model ${number}, ${binaryText}`;
  const { model, weight } = members[number - 1];
  return `model ${number}, ${learnerInSentence(model.learner)}, weight ${weightText(weight)}`;
}

/** How the answer comes about where several models give it; empty for one. */
function ensembleText({ members, problem }: Release): string {
  if (members.length === 1) return '';
  const what = problem.task === 'regression' ? 'number' : 'probability of each class';
  return `\nAn ensemble of ${members.length} models: each is asked, and the ${what} is their weighted mean. \`release.json\` says which model
has which weight and takes which \`pipeline\` file.
`;
}

/** A warning where a model is made of the rows themselves; empty for all else. */
function rowsText({ members }: Release): string {
  const keeping = members.findIndex(({ model }) => traitsOf(model.learner).keepsRows);
  if (keeping < 0) return '';
  const label = traitsOf(members[keeping].model.learner).label;
  return `\n**${label} answers from the rows it was trained on, and its file holds them**, as prepared by its \`pipeline\` file and with their answers:
share this folder as you would share the data.
`;
}

/** The text of the bundle's README.md: what is in it, how to use it, and which columns it reads. */
export function bundleReadme(release: Release, modelFiles: readonly string[], hasReport: boolean): string {
  const { name, version, problem, threshold, inputs } = release;
  const title = `${name} ${version}`.replace(/\s+/g, ' ');
  const target = problem.target.replace(/\s+/g, ' ').replaceAll('`', "'");
  const decided =
    problem.task === 'binary' ? ` \`${problem.positiveClass}\` is predicted from a probability of ${threshold ?? 0.5} on.` : '';
  return `# ${title}

Predicts \`${target}\`: ${predictedText(release)}.${decided}
${ensembleText(release)}${rowsText(release)}
## Score a file

    node predict.mjs in.csv > out.csv

Node 20 or newer; nothing to install. \`-\` reads the standard input. Every input column is kept as it stands, then come the
predictions, one row for each row, in order. In a page or another program:

    import { score } from './predict.mjs';
    const csvWithPredictions = await score(csvText);

The module reads its model from the folder that it lies in, so keep the files together.

## Files

- \`release.json\`: what was predicted, the input contract, threshold, metrics, and SHA-256 of the files beside it
${modelFiles.filter((path) => path.startsWith('pipeline')).map((path) => `- \`${path}\`: the fitted preparation of the inputs`).join('\n')}
${modelFiles.filter((path) => path.startsWith('model/')).map((path) => `- \`${path}\`: ${modelLine(release, path)}`).join('\n')}
- \`predict.mjs\`: the scorer
- \`golden.csv\`: made-up inputs, none of them a row of the data, and the predictions that a right scorer gives for them
- \`reference.json\`: the distributions that later batches are compared with
${hasReport ? '- `report.html`: how the model was made and how well it does; opens in any browser, loads nothing\n' : ''}
## Columns it reads

${inputs.map(inputLine).join('\n')}

A missing column reads as missing cells; a cell of the wrong kind as a missing cell; other columns are passed through.
`;
}
