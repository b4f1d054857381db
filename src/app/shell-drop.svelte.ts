import { dropIntent } from './shell-drop.ts';
import { download } from './downloads.ts';
import type { Studio } from './studio.svelte.ts';

type Taker = (file: File) => void;

/**
 * What becomes of files that are dropped on the page. A screen that shows what came of a file, such as Serve, takes it
 * over while it is shown: `$effect(() => drops.take(scoreIt))`.
 */
export class Drops {
  #taker: Taker | null = null;

  /** Hands scored and checked files to `taker` until the returned function is called. */
  take(taker: Taker): () => void {
    this.#taker = taker;
    return () => {
      if (this.#taker === taker) this.#taker = null;
    };
  }

  /** Does what the files are for on the screen that is shown; several become one table of a new project. */
  async receive(studio: Studio, files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    const [file] = files;
    const { action } = dropIntent(studio.screen, studio.project, file.name);
    if (files.length > 1 && action !== 'create') {
      studio.trouble = { code: 'OneAtATime', message: `Only one file at a time goes here, and these are ${files.length}; put files with the same columns into one zip.` };
      return;
    }
    if ((action === 'score' || action === 'check') && this.#taker) return this.#taker(file);
    switch (action) {
      case 'import':
        await studio.perform((api) => api.importProject(file));
        break;
      case 'check':
        await studio.perform((api) => api.checkBatch(file, file.name));
        break;
      case 'score': {
        const scored = await studio.perform((api) => api.scoreFile(file, file.name, false));
        if (scored) download(scored);
        break;
      }
      case 'create':
        await studio.perform((api) => api.createProjectFrom(files.map((each) => ({ file: each, fileName: each.name }))));
        break;
    }
  }
}

/** The page's one receiver of dropped files. */
export const drops = new Drops();
