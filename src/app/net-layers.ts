import type { ChartTable } from './evaluation-chart-view.ts';
import { countInWords, formatCount, formatInteger, formatNumber, missing, startSentence } from './format.ts';
import { formatAxis } from './evaluation-axis.ts';
import { lowerFirst } from './model-headline.ts';
import type { InsideLayer, NetInside } from './net-inside.ts';

export interface LayerRow {
  readonly key: string;
  readonly name: string;
  /** "98 to 256 units, Mish, 25,344 parameters"; empty where none of it is known. */
  readonly facts: string;
  /** Length of its bar beside the largest, in [0, 1]. */
  readonly weightsLength: number;
  readonly weights: string;
  /** Place on the logarithmic scale, in [0, 1]; null where there is no gradient. */
  readonly gradientsAt: number | null;
  readonly gradients: string;
}

/** The scales of a net's layers, as data to be drawn. */
export interface LayersView {
  readonly title: string;
  readonly reading: string;
  readonly fileName: string;
  readonly rows: readonly LayerRow[];
  /** The powers of ten on the scale of the gradients; empty where no gradient is known. */
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  readonly table: ChartTable;
}

/** Gradients that differ by less than this factor are of one size. */
const alike = 3;
/** From this factor on a layer hardly learns beside the others. */
const faint = 100;

const gradientOf = ({ gradients }: InsideLayer) => gradients ?? 0;
const isKnown = (layers: readonly InsideLayer[]) => layers.some((layer) => gradientOf(layer) !== 0);

/** "layer 1", "the output". */
const inSentence = (name: string) => (name === 'Output' ? 'the output' : lowerFirst(name));

/** "40 times smaller". */
function timesInWords(ratio: number): string {
  const times = ratio < 1 ? 1 / ratio : ratio;
  return `${formatNumber(times, times < 10 ? 2 : 1)} times ${ratio < 1 ? 'smaller' : 'larger'}`;
}

/** How the gradients of the layers stand to the last one's. */
function gradientReading(layers: readonly InsideLayer[]): string {
  const broken = layers.find((layer) => !Number.isFinite(gradientOf(layer)) || !Number.isFinite(layer.weights));
  if (broken) return `${broken.name} holds numbers beyond all bounds: the net has diverged.`;
  const still = layers.find((layer) => gradientOf(layer) === 0);
  if (still) return `No gradient reaches ${inSentence(still.name)}, which does not learn.`;
  const last = layers[layers.length - 1];
  const apart = (layer: InsideLayer) => Math.abs(Math.log(gradientOf(layer) / gradientOf(last)));
  const [farthest] = [...layers].sort((a, b) => apart(b) - apart(a));
  const ratio = gradientOf(farthest) / gradientOf(last);
  if (Math.max(ratio, 1 / ratio) < alike) return layers.length > 1 ? 'The gradients of all layers are of one size, as they should be.' : 'It is one layer.';
  const hint = ratio < 1 / faint ? ' It hardly learns.' : '';
  return `Gradients of ${inSentence(farthest.name)} are ${timesInWords(ratio)} than those of ${inSentence(last.name)}.${hint}`;
}

const activations: Readonly<Record<string, string>> = { relu: 'ReLU', selu: 'SELU', mish: 'Mish' };

function sizeReading({ layers, members = 1, inputs, parameters = 0 }: NetInside): string {
  const net = members > 1 ? `${countInWords(members, 'net')} of ${countInWords(layers.length, 'layer')} that answer together` : countInWords(layers.length, 'layer');
  const [largest] = [...layers].sort((a, b) => b.weights - a.weights);
  const size = parameters > 0 ? `, ${formatCount(parameters, 'parameter')}` : '';
  const from = inputs ? ` ${startSentence(countInWords(inputs.columns, 'column'))} enter as ${countInWords(inputs.encoded, 'input')}.` : '';
  return `${startSentence(net)}${size}.${from} Weights are largest in ${inSentence(largest.name)}.`;
}

function factsOf({ inputs, outputs, activation, parameters }: InsideLayer): string {
  return [
    ...(inputs === undefined || outputs === undefined ? [] : [`${formatInteger(inputs)} to ${formatCount(outputs, 'unit')}`]),
    ...(activation === undefined || activation === 'linear' ? [] : [activations[activation] ?? activation]),
    ...(parameters === undefined ? [] : [formatCount(parameters, 'parameter')]),
  ].join(', ');
}

/** Whole powers of ten around the gradients that are more than nothing; at most six are labelled. */
function powers(layers: readonly InsideLayer[]): { readonly from: number; readonly to: number } {
  const logs = layers.map(gradientOf).filter((value) => value > 0 && Number.isFinite(value)).map(Math.log10);
  if (logs.length === 0) return { from: -1, to: 0 };
  const from = Math.floor(Math.min(...logs));
  return { from, to: Math.max(from + 1, Math.ceil(Math.max(...logs))) };
}

const short = (value: number) => (Number.isFinite(value) ? formatAxis(Number(value.toPrecision(2)), { label: '', format: 'number' }) : missing);

/** How large the weights and gradients of each layer are; null where the net has no layer. */
export function layersView(net: NetInside): LayersView | null {
  const { layers, step } = net;
  if (layers.length === 0) return null;
  const known = isKnown(layers);
  const { from, to } = powers(layers);
  const place = (value: number) => (value > 0 && Number.isFinite(value) ? (Math.log10(value) - from) / (to - from) : null);
  const largest = Math.max(...layers.map(({ weights }) => (Number.isFinite(weights) ? weights : 0)));
  const every = Math.ceil((to - from) / 5);
  const exponents = known ? Array.from({ length: to - from + 1 }, (_, at) => from + at).filter((power) => (power - from) % every === 0) : [];
  const described = layers.some((layer) => factsOf(layer) !== '');
  return {
    title: known ? 'Do all layers learn?' : 'What are its layers?',
    reading: `${known ? gradientReading(layers) : sizeReading(net)}${step === undefined ? '' : ` After ${formatCount(step, 'epoch')}.`}`,
    fileName: 'layers',
    rows: layers.map((layer, at) => ({
      key: `${at} ${layer.name}`,
      name: layer.name,
      facts: factsOf(layer),
      weightsLength: largest > 0 && Number.isFinite(layer.weights) ? layer.weights / largest : 0,
      weights: short(layer.weights),
      gradientsAt: known ? place(gradientOf(layer)) : null,
      gradients: known ? short(gradientOf(layer)) : missing,
    })),
    ticks: exponents.map((power) => ({ at: (power - from) / (to - from), label: short(10 ** power) })),
    table: {
      columns: ['layer', ...(described ? ['size'] : []), 'weights, root mean square', ...(known ? ['gradients, root mean square'] : [])],
      rows: layers.map((layer) => [layer.name, ...(described ? [factsOf(layer)] : []), formatNumber(layer.weights, 4), ...(known ? [formatNumber(gradientOf(layer), 4)] : [])]),
    },
  };
}
