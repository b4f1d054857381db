import type { LearnerId } from '../estimators/estimator.ts';
import { traitsOf } from '../estimators/learners.ts';
import { prepareTraining } from '../matrix/train-set.ts';
import type { RecipeInput } from '../recipe/recipe.ts';
import { trainTable } from '../split/train-table.ts';
import type { Table } from '../table/table.ts';
import { seedFor, type RunInput } from './run-input.ts';

/** What a run may use of a machine. */
export interface Machine {
  /** Fits that may go on at once. */
  readonly slots: number;
  /** Memory of the machine in bytes, as far as the browser tells; null where it does not. */
  readonly memoryBytes: number | null;
}

/** How a run is going to use the machine. */
export interface Plan {
  readonly slots: number;
  /** Fits that one slot may hold at once, beside those of the others, as far as there is memory for them here and on a device. */
  readonly together: number;
  /** Why models of a learner cannot be fitted here. */
  readonly refused: ReadonlyMap<LearnerId, string>;
}

/** Thrown where no candidate but the baseline fits into memory. */
export class PlanDoesNotFit extends Error {
  readonly code = 'PlanDoesNotFit';
  constructor(reason: string) {
    super(`PlanDoesNotFit: ${reason}; use fewer columns, join rare levels in the recipe, or train on a sample of the rows`);
    this.name = 'PlanDoesNotFit';
  }
}

/** Rows from which the width of a matrix is estimated. */
const sampleRows = 1000;
/** Taken where the browser does not tell the machine's memory. */
const usualMemoryBytes = 4 * 2 ** 30;
/** The share of the machine's memory that a run may use: the rest is for the browser and all else. */
const usableShare = 0.5;
/** A fit holds its matrix as it came and once more in its own form (bins, batches), and some ten numbers a row. */
const copiesOfMatrix = 2;
/** Bytes that matrices of fits that are done as one may take on a device. */
const deviceBytes = 512 * 2 ** 20;
const bytesARow = 80;

const gigabytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(bytes < 2 ** 30 ? 2 : 1)} GB`;

function tableBytes({ columns }: Table): number {
  return columns.reduce((sum, column) => sum + ('values' in column && ArrayBuffer.isView(column.values) ? column.values.byteLength : 8 * 32), 0);
}

/** Features that the recipe makes, from a fit on some of the training rows; the columns' count where it cannot be fitted on them. */
function widthOf({ table, problem, split, recipes, settings }: RunInput, input: RecipeInput): number {
  const { train } = split.folds[0];
  const every = Math.max(1, Math.ceil(train.length / sampleRows));
  try {
    const sample = trainTable(table, train.filter((_, at) => at % every === 0));
    return prepareTraining(sample, recipes[input], problem, seedFor(settings, 'plan')).set.X.features.length;
  } catch {
    return recipes[input].columns.length;
  }
}

/**
 * How many fits may go on at once, and which learners of the candidates and of the search are refused because a single fit would need more memory than half of
 * what the machine has (4 GB where it does not tell). An estimate: rows and features of the largest fold in float32, twice a fit.
 * Throws PlanDoesNotFit where nothing but the baseline is left.
 */
export function planRun(input: RunInput, { slots, memoryBytes }: Machine): Plan {
  const { table, split, settings } = input;
  const usable = usableShare * (memoryBytes ?? usualMemoryBytes);
  const nRows = Math.max(...split.folds.map(({ train }) => train.length)) + Math.max(...split.folds.map(({ validation }) => validation.length));
  const own = tableBytes(table);
  const widths = new Map<RecipeInput, number>();
  const fitBytes = (kind: RecipeInput) => {
    const width = widths.get(kind) ?? widthOf(input, kind);
    widths.set(kind, width);
    return nRows * (4 * width * copiesOfMatrix + bytesARow);
  };
  const refused = new Map<LearnerId, string>();
  const serious = new Set([...settings.candidates.map(({ learner }) => learner), ...(settings.search?.learners ?? [])]);
  serious.delete('dummy');
  let largest = 0;
  for (const learner of serious) {
    const kind = traitsOf(learner).input;
    // The studio worker holds the matrix once more, beside the table.
    const needed = own + 1.5 * fitBytes(kind);
    if (needed <= usable) largest = Math.max(largest, fitBytes(kind));
    else refused.set(learner, `not started: ${nRows.toLocaleString('en')} rows of ${widths.get(kind)} features need about ${gigabytes(needed)} of memory, and ${gigabytes(usable)} may be used`);
  }
  const [[, reason] = []] = refused;
  if (reason !== undefined && refused.size === serious.size) throw new PlanDoesNotFit(reason.replace('not started: ', ''));
  const room = largest > 0 ? Math.floor((usable - own - largest / copiesOfMatrix) / largest) : slots;
  const used = Math.max(1, Math.min(slots, room));
  const onDevice = largest > 0 ? Math.floor((copiesOfMatrix * deviceBytes) / largest) : 1;
  return { slots: used, together: Math.max(1, Math.min(room - used + 1, onDevice)), refused };
}
