import type { ModelPicture, NodeTest, PicturedNode } from '../core/estimators/model-picture.ts';
import type { ChartTable } from './evaluation-chart-view.ts';
import { className, countInWords, formatCount, formatInteger, formatNumber, formatPercent, startSentence } from './format.ts';

type TreePicture = Extract<ModelPicture, { readonly kind: 'tree' }>;

/** One node, as it is drawn and read. */
export interface TreeNode {
  readonly id: number;
  /** Place in pixels: the middle of its upper edge. */
  readonly x: number;
  readonly y: number;
  readonly parent: number | null;
  readonly children: readonly number[];
  /** What is asked: the column, and "at most 40" of it; null at a leaf. */
  readonly question: { readonly feature: string; readonly condition: string } | null;
  /** How it is reached from its parent: "yes" or "no", and with missing values; empty at the root. */
  readonly answer: string;
  /** "yes 31%", "cotton 62%", "4.2". */
  readonly value: string;
  readonly rows: string;
  /** Share of all rows that come here, and how sure the value is, in [0, 1]. */
  readonly rowShare: number;
  readonly strength: number;
  /** All that was answered on the way: "age at most 40 and income above 12". */
  readonly path: string;
  /** Everything about it in a sentence. */
  readonly note: string;
}

export interface TreeView {
  readonly title: string;
  readonly reading: string;
  readonly nodes: readonly TreeNode[];
  readonly width: number;
  readonly height: number;
  readonly table: ChartTable;
}

export const nodeWidth = 146;
export const nodeHeight = 62;
export const columnWidth = nodeWidth + 12;
export const levelHeight = nodeHeight + 46;

/** "red, green or 2 more". */
function either(levels: readonly string[], most: number): string {
  const named = levels.length > most + 1 ? [...levels.slice(0, most).map(className), `${formatInteger(levels.length - most)} more`] : levels.map(className);
  return [named.slice(0, -1).join(', '), named[named.length - 1]].filter(Boolean).join(' or ');
}

function questionOf(test: NodeTest): NonNullable<TreeNode['question']> {
  const condition = test.kind === 'threshold' ? `at most ${formatNumber(test.threshold)}?` : `is ${either(test.levels, 2)}?`;
  return { feature: test.feature, condition };
}

/** The test as a fact, as it holds on one side. */
function factOf(test: NodeTest, left: boolean): string {
  const or = left === test.missingLeft ? ', or missing' : '';
  if (test.kind === 'threshold') return `${test.feature} ${left ? 'at most' : 'above'} ${formatNumber(test.threshold)}${or}`;
  return `${test.feature} is ${left ? '' : 'not '}${either(test.levels, 3)}${or}`;
}

interface Reader {
  readonly value: (node: PicturedNode) => string;
  readonly strength: (node: PicturedNode) => number;
}

function readerOf({ classes, nodes }: TreePicture, positiveClass: string | null): Reader {
  if (classes.length === 0) {
    const values = nodes.map(({ value }) => value[0]);
    const low = Math.min(...values);
    const range = Math.max(...values) - low || 1;
    return { value: ({ value }) => formatNumber(value[0]), strength: ({ value }) => (value[0] - low) / range };
  }
  const positive = positiveClass === null ? -1 : classes.indexOf(positiveClass);
  const shown = ({ value }: PicturedNode) => (classes.length === 2 && positive >= 0 ? positive : value.indexOf(Math.max(...value)));
  return {
    value: (node) => `${classes[shown(node)]} ${formatPercent(node.value[shown(node)])}`,
    strength: (node) => node.value[shown(node)],
  };
}

/** Columns of the leaves from left to right, with each parent over the middle of its children; by index of the node. */
function columnsOf(nodes: readonly PicturedNode[]): { readonly column: Float64Array; readonly depth: Int32Array } {
  const column = new Float64Array(nodes.length);
  const depth = new Int32Array(nodes.length);
  let leaves = 0;
  const visit = (at: number, level: number): void => {
    const { left, right } = nodes[at];
    depth[at] = level;
    if (left === null || right === null) {
      column[at] = leaves++;
      return;
    }
    visit(left, level + 1);
    visit(right, level + 1);
    column[at] = (column[left] + column[right]) / 2;
  };
  visit(0, 0);
  return { column, depth };
}

function readingOf(picture: TreePicture, leaves: number, depth: number, target: string): string {
  const asked = new Set(picture.nodes.flatMap(({ test }) => (test ? [test.feature] : [])));
  const [root] = picture.nodes;
  if (!root.test) return `No question tells ${target}: all rows get the same answer.`;
  return `${startSentence(countInWords(leaves, 'answer'))} after at most ${countInWords(depth, 'question')} about ${countInWords(asked.size, 'column')}; ${root.test.feature} is asked first.`;
}

/** A decision tree laid out from the root down, with yes at the left. */
export function treeView(picture: TreePicture, target: string, positiveClass: string | null): TreeView {
  const { nodes } = picture;
  const { column, depth } = columnsOf(nodes);
  const reader = readerOf(picture, positiveClass);
  const total = nodes[0].rows || 1;
  const drawn = new Map<number, TreeNode>();
  const visit = (at: number, parent: TreeNode | null, test: NodeTest | null, left: boolean): void => {
    const node = nodes[at];
    const fact = test ? factOf(test, left) : '';
    const path = [parent?.path, fact].filter(Boolean).join(' and ');
    const rows = formatCount(Math.round(node.rows), 'row');
    const value = reader.value(node);
    const one: TreeNode = {
      id: at,
      x: (column[at] + 0.5) * columnWidth,
      y: depth[at] * levelHeight,
      parent: parent?.id ?? null,
      children: [node.left, node.right].filter((child) => child !== null),
      question: node.test && questionOf(node.test),
      answer: test ? `${left ? 'yes' : 'no'}${left === test.missingLeft ? ', missing' : ''}` : '',
      value,
      rows,
      rowShare: node.rows / total,
      strength: reader.strength(node),
      path,
      note: `${path ? `Where ${path}` : 'All rows'}: ${value}, ${rows} (${formatPercent(node.rows / total)})${node.test ? `. Asks next: ${node.test.feature} ${questionOf(node.test).condition}` : '.'}`,
    };
    drawn.set(at, one);
    if (node.test && node.left !== null && node.right !== null) {
      visit(node.left, one, node.test, true);
      visit(node.right, one, node.test, false);
    }
  };
  visit(0, null, null, true);
  const shown = [...drawn.values()];
  const leaves = shown.filter(({ children }) => children.length === 0);
  const deepest = Math.max(...depth);
  return {
    title: 'What does it ask?',
    reading: readingOf(picture, leaves.length, deepest, target),
    nodes: shown,
    width: leaves.length * columnWidth,
    height: deepest * levelHeight + nodeHeight,
    table: {
      columns: ['where', ...(picture.classes.length > 0 ? picture.classes.map((label) => `share of ${label}`) : [target]), 'rows'],
      rows: leaves.map(({ id, path, rows }) => [path || 'all rows', ...nodes[id].value.map((value) => formatNumber(value, 6)), rows.replace(/ .*/, '')]),
    },
  };
}

/** Where the focus goes from a node by an arrow key: up to its parent, down to yes, sideways along its depth. */
export function treeStep(nodes: readonly TreeNode[], from: number, key: string): number {
  const here = nodes.find(({ id }) => id === from) ?? nodes[0];
  const level = nodes.filter(({ y }) => y === here.y).sort((a, b) => a.x - b.x);
  const at = level.indexOf(here);
  if (key === 'ArrowUp') return here.parent ?? here.id;
  if (key === 'ArrowDown') return here.children[0] ?? here.id;
  const next = level[at + (key === 'ArrowRight' ? 1 : -1)];
  return (next ?? here).id;
}

/** A node and all that leads to it, from the root down. */
export function pathTo(nodes: readonly TreeNode[], id: number | null): number[] {
  const path: number[] = [];
  for (let at = id; at !== null; at = nodes.find((node) => node.id === at)?.parent ?? null) path.unshift(at);
  return path;
}

