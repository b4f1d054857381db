import type { Medium } from './medium.ts';
import type { StudioValues, ValueKind, ValueStore } from './studio-storage.ts';

const words: Readonly<Record<ValueKind, string>> = {
  split: 'the split',
  candidate: "a candidate's predictions",
  model: 'a model',
  recipe: 'a fitted recipe',
  predictions: 'predictions',
  reference: 'the reference for monitoring',
  golden: 'the golden rows',
};

/** Large values by project, kind and key. */
export function createValueStore(medium: Medium): ValueStore {
  return {
    list: async (projectId) => (await medium.keys('values', projectId)).map(([, kind, key]) => ({ kind, key })),
    async load<K extends ValueKind>(projectId: string, kind: K, key: string) {
      const value = await medium.get('values', [projectId, kind, key]);
      return value === undefined ? null : (value as StudioValues[K]);
    },
    save: (projectId, kind, key, value) => medium.put('values', [projectId, kind, key], value, words[kind]),
    delete: (projectId, kind, key) => medium.delete('values', [projectId, kind, key]),
  };
}
