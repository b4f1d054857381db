import type { IForbiddenRuleType } from 'dependency-cruiser';

/** Core's folders, lowest first: each may import only those before it. */
export const coreFolders = [
  'math', 'stats', 'table', 'csv', 'metrics', 'problem', 'split', 'recipe', 'profile', 'matrix', 'nets',
  'estimators', 'training', 'evaluation', 'release', 'monitoring', 'project', 'samples',
] as const;

/** What each layer above core may import. */
export const layers: Readonly<Record<string, readonly string[]>> = {
  core: ['core'],
  engine: ['engine', 'kernels', 'core'],
  kernels: ['kernels', 'core'],
  io: ['io', 'core'],
  storage: ['storage', 'core'],
  worker: ['worker', 'storage', 'io', 'engine', 'kernels', 'core'],
  app: ['app', 'worker', 'storage', 'io', 'engine', 'kernels', 'core'],
  ui: ['ui', 'app'],
};

/** The only places that may import a library. */
export const libraryHomes: Readonly<Record<string, string>> = {
  '@tensorflow/': '^src/engine/',
  assemblyscript: '^src/kernels/',
  papaparse: '^src/io/',
  fflate: '^src/io/',
  hyparquet: '^src/io/',
  'read-excel-file': '^src/io/',
  'idb/': '^src/storage/',
  'chart\\.js': '^src/ui/charts/',
  svelte: '^src/(app/|ui/|main\\.ts|svelte-env)',
  'pure-rand': '^src/core/math/',
  comlink: '^src/worker/',
};

function layerRules(): IForbiddenRuleType[] {
  return Object.entries(layers).map(([layer, allowed]) => ({
    name: `layer-${layer}`,
    severity: 'error',
    comment: `src/${layer} may import only ${allowed.join(', ')}; the page's code sees lower layers as types`,
    from: { path: `^src/${layer}/` },
    to: {
      path: '^src/',
      pathNot: `^src/(${allowed.join('|')})/`,
      ...(layer === 'ui' ? { dependencyTypesNot: ['type-only', 'type-import'] as const } : {}),
    },
  })) as IForbiddenRuleType[];
}

function coreOrderRules(): IForbiddenRuleType[] {
  return coreFolders.slice(0, -1).map((folder, at) => ({
    name: `core-order-${folder}`,
    severity: 'error',
    comment: `core/${folder} comes before the folders after it`,
    from: { path: `^src/core/${folder}/` },
    to: { path: `^src/core/(${coreFolders.slice(at + 1).join('|')})/` },
  }));
}

function libraryRules(): IForbiddenRuleType[] {
  return Object.entries(libraryHomes).map(([library, home]) => ({
    name: `home-${library.replace(/[^a-z]/g, '')}`,
    severity: 'error',
    comment: `${library} is imported only in ${home}`,
    from: { path: '^src/', pathNot: home },
    to: { path: `node_modules/${library}` },
  }));
}

/** The house rules about imports, as dependency-cruiser checks them. */
export const forbidden: IForbiddenRuleType[] = [
  { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  ...layerRules(),
  ...coreOrderRules(),
  ...libraryRules(),
];
