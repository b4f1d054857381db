// Measures the studio in real Chromium beside its peers; see `npm run bench`.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const { module } = await runnerImport(fileURLToPath(new URL('./main.ts', import.meta.url)), { configFile: false, logLevel: 'error' });
process.exit(await module.main(process.argv.slice(2)));
