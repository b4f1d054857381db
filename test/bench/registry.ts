import type { Bench } from './bench.ts';
import { ingest } from './ingest/ingest.ts';
import { nets } from './nets/nets.ts';
import { netsQuality } from './nets/quality/quality.ts';
import { tabular } from './tabular/tabular.ts';
import { trees } from './trees/trees.ts';

/** Every bench by the name that `npm run bench -- NAME` knows it by. */
export const benches: Readonly<Record<string, Bench>> = { ingest, nets, 'nets-quality': netsQuality, tabular, trees };
