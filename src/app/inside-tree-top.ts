import { columnWidth, levelHeight, nodeHeight, type TreeNode, type TreeView } from './inside-tree.ts';

/** A tree, or the part of it that is drawn. */
export interface DrawnTree {
  readonly nodes: readonly TreeNode[];
  readonly width: number;
  readonly height: number;
  /** Nodes whose questions go on below the drawing. */
  readonly goesOn: ReadonlySet<number>;
}

/** Room below the last level for what says that the tree goes on. */
const goesOnHeight = 16;
/** The first question and its answers are drawn however narrow it is. */
const fewestLevels = 2;

const levelOf = ({ y }: TreeNode) => Math.round(y / levelHeight);

/** The first `levels` levels of a tree, moved together to the room that they need. */
export function topOf(view: TreeView, levels: number): DrawnTree {
  const kept = view.nodes.filter((node) => levelOf(node) < levels);
  const byId = new Map(kept.map((node) => [node.id, node]));
  const placed = new Map<number, TreeNode>();
  let leaves = 0;
  const place = (node: TreeNode): number => {
    const children = node.children.flatMap((id) => byId.get(id) ?? []);
    const places = children.map(place);
    const x = places.length > 0 ? (places[0] + places[places.length - 1]) / 2 : (leaves++ + 0.5) * columnWidth;
    placed.set(node.id, { ...node, x, children: children.map(({ id }) => id) });
    return x;
  };
  place(view.nodes[0]);
  const goesOn = new Set(kept.filter(({ id, children }) => children.length > 0 && placed.get(id)?.children.length === 0).map(({ id }) => id));
  const deepest = Math.max(...kept.map(({ y }) => y));
  return {
    nodes: kept.flatMap(({ id }) => placed.get(id) ?? []),
    width: leaves * columnWidth,
    height: deepest + nodeHeight + (goesOn.size > 0 ? goesOnHeight : 0),
    goesOn,
  };
}

/** As many levels of a tree as fit into `width` pixels, all of them where they do; two at least. */
export function topThatFits(view: TreeView, width: number): DrawnTree {
  const all = 1 + Math.max(...view.nodes.map(levelOf));
  for (let levels = all; levels > fewestLevels; levels--) {
    const top = topOf(view, levels);
    if (top.width <= width) return top;
  }
  return topOf(view, fewestLevels);
}
