/** A line that is on the page, and the empty room above it in place of those that are not. */
export interface ShownLine {
  readonly key: string;
  readonly at: number;
  readonly gap: number;
}

/** Lines beyond both ends of the view that are there already when they are scrolled to. */
const spare = 8;

/**
 * Which lines of a long list with lines of different heights are on the page: those in view, a few around them, and the one
 * that has the focus. Heights that were not measured yet are taken to be like those of most lines.
 */
export class LineWindow {
  #keys: readonly string[] = [];
  #usual: number;
  readonly #heights = new Map<string, number>();
  /** Where each line begins; one more than there are lines. */
  #starts = new Float64Array(1);
  #version = $state(0);
  #first = $state(0);
  #end = $state(0);
  #pinned = $state<string | null>(null);
  #top = 0;
  #height = 0;

  constructor(usualHeight: number) {
    this.#usual = usualHeight;
  }

  /** The lines on the page, in order. */
  get shown(): readonly ShownLine[] {
    void this.#version;
    const places = Array.from({ length: this.#end - this.#first }, (_, step) => this.#first + step);
    const pinned = this.#pinned === null ? -1 : this.#keys.indexOf(this.#pinned);
    if (pinned >= 0 && pinned < this.#first) places.unshift(pinned);
    if (pinned >= this.#end) places.push(pinned);
    let reached = 0;
    return places.map((at) => {
      const gap = this.#starts[at] - reached;
      reached = this.#starts[at + 1];
      return { key: this.#keys[at], at, gap };
    });
  }

  /** Room below the last line on the page. */
  get rest(): number {
    void this.#version;
    const pinned = this.#pinned === null ? -1 : this.#keys.indexOf(this.#pinned);
    const last = Math.max(this.#end, pinned + 1);
    return this.#starts[this.#keys.length] - this.#starts[last];
  }

  /** Names the lines; heights of those that were there before are kept. */
  setKeys(keys: readonly string[]): void {
    this.#keys = keys;
    this.#lay();
  }

  /** Says how high a line is. The first one that was not opened tells what the others are taken to be. */
  measure(key: string, height: number, isUsual: boolean): void {
    if (this.#heights.get(key) === height || height === 0) return;
    if (isUsual && this.#heights.size === 0) this.#usual = height;
    this.#heights.set(key, height);
    this.#lay();
  }

  /** Forgets what was measured: the page was laid out anew. */
  forget(): void {
    this.#heights.clear();
    this.#lay();
  }

  /** Says which part of the list is in view: pixels from its beginning, and the height of the view. */
  look(top: number, height: number): void {
    this.#top = top;
    this.#height = height;
    this.#choose();
  }

  /** Keeps a line on the page wherever the view is, since it has the focus. */
  pin(key: string | null): void {
    this.#pinned = key;
  }

  /** Where a line begins, in pixels from the list's beginning; NaN for one that is not there. */
  startOf(key: string): number {
    const at = this.#keys.indexOf(key);
    return at < 0 ? NaN : this.#starts[at];
  }

  #lay(): void {
    const starts = new Float64Array(this.#keys.length + 1);
    for (const [at, key] of this.#keys.entries()) starts[at + 1] = starts[at] + (this.#heights.get(key) ?? this.#usual);
    this.#starts = starts;
    this.#version++;
    this.#choose();
  }

  /** The line at `pixels`. */
  #lineAt(pixels: number): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle + 1] <= pixels) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #choose(): void {
    this.#first = Math.max(0, this.#lineAt(this.#top) - spare);
    this.#end = Math.min(this.#keys.length, this.#lineAt(this.#top + this.#height) + 1 + spare);
  }
}
