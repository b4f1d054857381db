import { writing } from './errors.ts';
import type { KeyOf, Medium, PartName, ValueOf } from './medium.ts';

interface Kept<Store extends PartName> {
  readonly key: KeyOf<Store>;
  readonly value: ValueOf<Store>;
}

/** A copy, so that what is kept cannot be changed from outside; files never change and are kept as they are. */
function copyOf<T>(value: T): T {
  return value instanceof Blob ? value : structuredClone(value);
}

/** Memory: for windows that keep no data, and for tests in Node. It makes the same promises as the database. */
export function createMemoryMedium(): Medium {
  const projects = new Map<string, ValueOf<'projects'>>();
  const parts: { readonly [Store in PartName]: Map<string, Kept<Store>> } = {
    sources: new Map(),
    datasets: new Map(),
    values: new Map(),
    releases: new Map(),
  };
  const idOf = (key: readonly string[]) => JSON.stringify(key);
  const storeOf = <Store extends PartName>(store: Store): Map<string, Kept<Store>> => parts[store];

  return {
    durable: false,
    async get(store, key) {
      if (typeof key === 'string') return copyOf(projects.get(key)) as ValueOf<typeof store> | undefined;
      return copyOf(storeOf(store as PartName).get(idOf(key))?.value) as ValueOf<typeof store> | undefined;
    },
    allProjects: async () => [...projects.values()].map(copyOf),
    async keys(store, projectId) {
      const keys = [...storeOf(store).values()].map(({ key }) => key).filter((key) => key[0] === projectId);
      return keys.sort(compareKeys);
    },
    put: (store, key, value, what) =>
      writing(what, async () => {
        storeOf(store).set(idOf(key), { key, value: copyOf(value) });
      }),
    putProject: (project, what) =>
      writing(what, async () => {
        projects.set(project.id, copyOf(project));
      }),
    async delete(store, key) {
      storeOf(store).delete(idOf(key));
    },
    async deleteProject(id) {
      projects.delete(id);
      for (const kept of [parts.sources, parts.datasets, parts.values, parts.releases]) {
        for (const [name, { key }] of kept) if (key[0] === id) kept.delete(name);
      }
    },
    close: () => undefined,
  };
}

function compareKeys(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
  }
  return 0;
}
