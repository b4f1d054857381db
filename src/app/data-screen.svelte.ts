import type { Studio } from './studio.svelte.ts';

export type DataView = 'columns' | 'table' | 'relations';

/** What of the data is looked at: which view, and a row that somebody asked to see. */
export class DataScreen {
  view = $state<DataView>('columns');
  /** The row of the file, counted from 0, that the table is to show; null once it does. */
  sought = $state<number | null>(null);

  /** Opens the table at a row of the file. */
  showRow(row: number): void {
    this.sought = row;
    this.view = 'table';
  }
}

const known = new WeakMap<Studio, DataScreen>();

/** The data screen of this page's studio; it outlives the component that shows it. */
export function dataScreenOf(studio: Studio): DataScreen {
  const found = known.get(studio) ?? new DataScreen();
  known.set(studio, found);
  return found;
}
