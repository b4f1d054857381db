/** The text of predict.mjs, bundled from predict-entry.ts when the studio is built. */
declare module 'virtual:scorer-source' {
  export const source: string;
}
