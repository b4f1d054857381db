import type { Component } from 'svelte';
import type { ScreenName } from '../../core/project/project.ts';
import { ownTurn } from '../elements/own-turn.ts';

type Loaded = Promise<{ default: Component }>;

const stages: Readonly<Record<ScreenName, () => Loaded>> = {
  problem: () => import('../stages/problem/Problem.svelte'),
  data: () => import('../stages/data/Data.svelte'),
  model: () => import('../stages/model/Model.svelte'),
  infrastructure: () => import('../stages/infrastructure/Infrastructure.svelte'),
  serve: () => import('../stages/serve/Serve.svelte'),
  monitor: () => import('../stages/monitor/Monitor.svelte'),
  history: () => import('../stages/history/History.svelte'),
};

/** A screen's component, which is shown in a task after the one that asked. It is loaded when first asked for, so that the first page stays small. */
export async function loadStage(screen: ScreenName): Loaded {
  const loaded = await stages[screen]();
  await ownTurn();
  return loaded;
}

/** Resolves when the page has nothing to do; browsers that do not tell are given a moment. */
const idle = () => new Promise<unknown>((resolve) => ('requestIdleCallback' in globalThis ? requestIdleCallback(resolve) : setTimeout(resolve, 200)));

let begun = false;

/**
 * Loads all screens and what draws their charts, one at a time and while the page has nothing else to do. What cannot be loaded is asked for
 * again when it is shown.
 */
export async function loadStagesAhead(): Promise<void> {
  if (begun) return;
  begun = true;
  for (const load of Object.values(stages)) {
    await idle();
    await load().catch(() => undefined);
  }
  await idle();
  await import('../charts/warm-up.ts').then(({ warmUpCharts }) => warmUpCharts(idle)).catch(() => undefined);
}
