import type { StoreName, StudioSchema } from './schema.ts';

export type KeyOf<Store extends StoreName> = StudioSchema[Store]['key'];
export type ValueOf<Store extends StoreName> = StudioSchema[Store]['value'];

/** The stores whose keys begin with a project's id. */
export type PartName = Exclude<StoreName, 'projects'>;

/** What the repositories need of a place that keeps values: the browser's database, or memory. */
export interface Medium {
  readonly durable: boolean;
  get<Store extends StoreName>(store: Store, key: KeyOf<Store>): Promise<ValueOf<Store> | undefined>;
  allProjects(): Promise<ValueOf<'projects'>[]>;
  /** Keys of a project in ascending order. */
  keys<Store extends PartName>(store: Store, projectId: string): Promise<KeyOf<Store>[]>;
  /** Resolves once the value is safe; `what` names it in an error. */
  put<Store extends PartName>(store: Store, key: KeyOf<Store>, value: ValueOf<Store>, what: string): Promise<void>;
  putProject(project: ValueOf<'projects'>, what: string): Promise<void>;
  delete<Store extends PartName>(store: Store, key: KeyOf<Store>): Promise<void>;
  /** Deletes the project's record and all that belongs to it, or nothing. */
  deleteProject(id: string): Promise<void>;
  close(): void;
}
