/** A line that is on the page, and the empty room above it in place of those that are not. */
export interface ShownLine {
  readonly key: string;
  readonly at: number;
  readonly gap: number;
  /** The room it takes until it is drawn; null once it may be drawn. */
  readonly held: number | null;
}

/** Lines beyond both ends of the view that are there already when they are scrolled to. */
const spare = 8;
/** Lines that are drawn within one step of scrolling; the others follow, frame by frame. */
const atOnce = 6;

/**
 * Which lines of a long list with lines of different heights are on the page: those in view, a few around them, and the one
 * that has the focus. Heights that were not measured yet are taken to be like those of most lines.
 */
export class LineWindow {
  #keys: readonly string[] = [];
  #places: ReadonlyMap<string, number> = new Map();
  #usual: number;
  readonly #heights = new Map<string, number>();
  /** Lines on the page that are drawn, not only given their room. */
  readonly #drawn = new Set<string>();
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
    const pinned = this.#pinnedAt;
    if (pinned >= 0 && pinned < this.#first) places.unshift(pinned);
    if (pinned >= this.#end) places.push(pinned);
    let reached = 0;
    return places.map((at) => {
      const gap = this.#starts[at] - reached;
      reached = this.#starts[at + 1];
      const key = this.#keys[at];
      return { key, at, gap, held: this.#drawn.has(key) ? null : reached - this.#starts[at] };
    });
  }

  /** Room below the last line on the page. */
  get rest(): number {
    void this.#version;
    const pinned = this.#pinnedAt;
    const last = Math.max(this.#end, pinned + 1);
    return this.#starts[this.#keys.length] - this.#starts[last];
  }

  /** Names the lines; heights of those that were there before are kept. */
  setKeys(keys: readonly string[]): void {
    this.#keys = keys;
    this.#places = new Map(keys.map((key, at) => [key, at]));
    this.#lay();
  }

  /** Says how high lines are. The first one that was not opened tells what the others are taken to be. */
  measure(lines: readonly { readonly key: string; readonly height: number; readonly isUsual: boolean }[]): void {
    let changed = false;
    for (const { key, height, isUsual } of lines) {
      if (height === 0 || this.#heights.get(key) === height) continue;
      if (isUsual && this.#heights.size === 0) this.#usual = height;
      changed ||= height !== (this.#heights.get(key) ?? this.#usual);
      this.#heights.set(key, height);
    }
    if (changed) this.#lay();
  }

  /** Lets a few more lines be drawn; gives whether some still wait. Drawing them all at once would hold up a frame. */
  admit(most = atOnce): boolean {
    const inView = [this.#lineAt(this.#top), this.#lineAt(this.#top + this.#height)];
    const waiting = this.shown.filter(({ held }) => held !== null);
    const distance = (at: number) => Math.max(0, inView[0] - at, at - inView[1]);
    const next = waiting.sort((a, b) => distance(a.at) - distance(b.at)).slice(0, most);
    for (const { key } of next) this.#drawn.add(key);
    if (next.length > 0) this.#version++;
    return waiting.length > next.length;
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
    const at = this.#places.get(key);
    return at === undefined ? NaN : this.#starts[at];
  }

  get #pinnedAt(): number {
    return this.#pinned === null ? -1 : (this.#places.get(this.#pinned) ?? -1);
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
    for (const key of this.#drawn) {
      const at = this.#places.get(key) ?? -1;
      if ((at < this.#first || at >= this.#end) && key !== this.#pinned) this.#drawn.delete(key);
    }
    // Lines come frame by frame; but nowhere is it left empty.
    if (!this.#someDrawn) this.admit(atOnce);
  }

  /** Whether a line in view is drawn. */
  get #someDrawn(): boolean {
    const end = Math.min(this.#lineAt(this.#top + this.#height) + 1, this.#keys.length);
    for (let at = this.#lineAt(this.#top); at < end; at++) {
      if (this.#drawn.has(this.#keys[at])) return true;
    }
    return false;
  }
}
