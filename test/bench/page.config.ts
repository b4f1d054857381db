import { mergeConfig } from 'vite';
import config from '../../vite.config.ts';

/** One page of a bench, whose folder is given to the build, without the studio and its files; what else lies where it goes is left alone. */
export default mergeConfig(config, { publicDir: false, build: { emptyOutDir: false } });
