import { Cancelled, type Control } from '../../core/math/control.ts';
import { associate, mostPairedColumns, type Associations } from '../../core/profile/relations/associations.ts';
import { describeMissing, type Missingness } from '../../core/profile/relations/missingness.ts';
import { describePair } from '../../core/profile/relations/pair-detail.ts';
import { currentVersion } from '../../core/project/current.ts';
import type { Table } from '../../core/table/table.ts';
import type { Exploration, StudioApi } from '../protocol.ts';
import type { Session } from '../session.ts';
import { TurnControl } from '../turn-control.ts';

const reportEveryMs = 100;

/**
 * A control for work beside the one job of the page: it gives way after each slice like any job, but neither waits for one
 * nor keeps one waiting. It stops once the table it looks at is no longer the one that is open.
 */
class ExplorationControl extends TurnControl implements Control {
  readonly #session: Session;
  readonly #table: Table;
  readonly #what: Exploration['what'];
  #lastReport = -Infinity;

  constructor(session: Session, table: Table, what: Exploration['what']) {
    super();
    this.#session = session;
    this.#table = table;
    this.#what = what;
  }

  override cancelled(): boolean {
    return super.cancelled() || this.#session.table !== this.#table;
  }

  progress(fraction: number, note = ''): void {
    if (performance.now() - this.#lastReport < reportEveryMs) return;
    this.#lastReport = performance.now();
    this.#session.publish({ type: 'exploring', exploration: { what: this.#what, fraction, note } });
  }
}

interface Known<T> {
  /** The table that it was worked out for: a dataset that nothing was trained on keeps its id while it is read anew. */
  readonly table: Table;
  readonly key: string;
  readonly control: ExplorationControl;
  readonly answer: Promise<T>;
}

/** What was worked out for each session last, or is being worked out. */
class Exploring<T> {
  readonly #known = new WeakMap<Session, Known<T>>();
  readonly #what: Exploration['what'];

  constructor(what: Exploration['what']) {
    this.#what = what;
  }

  /** The answer for the open table to the question called `key`; one that is being worked out is waited for, another one is stopped. */
  ask(session: Session, key: string, work: (table: Table, control: Control) => Promise<T>): Promise<T> {
    const known = this.#known.get(session);
    const table = session.requireTable();
    if (known?.key === key && known.table === table) return known.answer;
    known?.control.stop();
    const control = new ExplorationControl(session, table, this.#what);
    const answer = work(table, control).catch((error: unknown) => {
      if (this.#known.get(session)?.control === control) this.#known.delete(session);
      throw error;
    });
    this.#known.set(session, { table, key, control, answer });
    return answer;
  }

  stop(session: Session): void {
    this.#known.get(session)?.control.stop();
  }
}

const associationsOf = new Exploring<Associations>('associations');
const missingnessOf = new Exploring<Missingness>('missingness');

async function associations(session: Session): Promise<Associations> {
  const dataset = session.require('dataset', 'dataset', 'drop a file first');
  const columns = dataset.result?.profile.columns ?? [];
  const target = currentVersion(session.requireProject(), 'problem')?.settings.target ?? null;
  // Which columns are looked at depends on the target only where they are too many.
  const key = columns.length > mostPairedColumns ? (target ?? '') : '';
  const importance = new Map(columns.map(({ name, association }) => [name, association ?? 0]));
  return associationsOf.ask(session, key, (table, control) => associate(table, { target, importance }, control));
}

type Commands = Pick<StudioApi, 'associations' | 'missingness' | 'pairDetail' | 'stopExploring'>;

/** Commands that look at how columns hang together. They record nothing and run beside any job. */
export function exploringCommands(session: Session): Commands {
  return {
    associations: () => associations(session),
    missingness: async () => missingnessOf.ask(session, '', describeMissing),
    pairDetail: async (first, second) => {
      const table = session.requireTable();
      const detail = await describePair(table, first, second, new ExplorationControl(session, table, 'pair'));
      if (session.table !== table) throw new Cancelled();
      return detail;
    },
    stopExploring: async () => {
      associationsOf.stop(session);
      missingnessOf.stop(session);
    },
  };
}
