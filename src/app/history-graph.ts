import { stageParents } from '../core/project/parents.ts';
import { stageNames, type Project, type StageName, type StageVersion } from '../core/project/project.ts';
import type { Staleness } from '../core/project/staleness.ts';
import { stageLabel } from './history-stale.ts';

export interface GraphNode {
  readonly id: string;
  readonly label: string;
  readonly column: number;
  readonly row: number;
  readonly state: 'current' | 'old' | 'stale';
}

export interface GraphEdge {
  readonly from: GraphNode;
  readonly to: GraphNode;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly columns: number;
  readonly rows: number;
  /** "and 12 older versions"; null where all are shown. */
  readonly hidden: number;
}

const mostPerStage = 6;

function nameOf(version: StageVersion): string {
  if (version.stage === 'release') return `release ${(version.settings as { readonly version: string }).version}`;
  const plain = version.stage === 'run' || version.stage === 'evaluation' || version.stage === 'batch';
  return `${stageLabel(version.stage)} ${plain ? '' : 'v'}${version.version}`;
}

/** The nearest recorded parent stage: the last of a stage's parents in stage order. */
function nearestParent(version: StageVersion): string | undefined {
  const recorded = [...stageParents[version.stage]].reverse().map((stage) => version.parents[stage]);
  return recorded.find((id) => id !== undefined);
}

/** Versions as a graph: a column for each stage that has any, the newest version of each in the first row. */
export function stageGraph(project: Project, stale: Readonly<Partial<Record<StageName, Staleness>>>): Graph {
  const present = stageNames.filter((stage) => project.versions.some((version) => version.stage === stage));
  const nodes: GraphNode[] = [];
  let hidden = 0;
  for (const [column, stage] of present.entries()) {
    const all = project.versions.filter((version) => version.stage === stage).reverse();
    hidden += Math.max(0, all.length - mostPerStage);
    for (const [row, version] of all.slice(0, mostPerStage).entries()) {
      const current = project.current[stage] === version.id;
      nodes.push({ id: version.id, label: nameOf(version), column, row, state: !current ? 'old' : stale[stage] ? 'stale' : 'current' });
    }
  }
  const edges = nodes.flatMap((to) => {
    const version = project.versions.find(({ id }) => id === to.id);
    const from = version && nodes.find(({ id }) => id === nearestParent(version));
    return from ? [{ from, to }] : [];
  });
  return { nodes, edges, columns: present.length, rows: Math.max(0, ...nodes.map(({ row }) => row + 1)), hidden };
}
