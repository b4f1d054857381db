import { getContext, setContext } from 'svelte';
import type { Studio } from './studio.svelte.ts';

const key = Symbol('studio');

/** Gives the studio to every component below the one being set up. */
export function setStudio(studio: Studio): Studio {
  return setContext(key, studio);
}

/** The studio of the page; only while a component is being set up. */
export function getStudio(): Studio {
  return getContext<Studio>(key);
}
