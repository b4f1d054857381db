import type { ChartView } from '../../app/evaluation-chart-view.ts';
import { chartConfig, emptyConfig } from './config.ts';
import { readTheme } from './theme.ts';

const view: ChartView = {
  title: '',
  reading: '',
  fileName: '',
  x: { label: 'x', format: 'count' },
  y: { label: 'y', format: 'number' },
  series: [
    { label: 'line', draw: 'line', tone: 'main', points: [{ x: 0, y: 0, note: [] }, { x: 1, y: 1, note: [] }], directLabel: 'line' },
    { label: 'points', draw: 'points', tone: 'main', points: [{ x: 0, y: 1, note: [] }] },
  ],
  table: { columns: [], rows: [] },
};

/**
 * Loads what draws charts and has it draw one that nobody sees, each step when `idle` resolves: what runs for the first time takes several
 * times as long, and the first chart that is seen comes in the midst of training.
 */
export async function warmUpCharts(idle: () => Promise<unknown>): Promise<void> {
  const { Chart } = await import('./register.ts');
  await idle();
  const canvas = document.createElement('canvas');
  const { options, ...config } = emptyConfig(() => view, readTheme());
  const chart = new Chart(canvas, { ...config, options: { ...options, responsive: false } });
  await idle();
  const filled = chartConfig(() => view, readTheme());
  chart.data = filled.data;
  chart.options = { ...filled.options, responsive: false };
  chart.update('none');
  await idle();
  chart.destroy();
}
