/** The page's colours and faces, as a canvas wants them. */
export interface ChartTheme {
  readonly ground: string;
  readonly panel: string;
  readonly sunk: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly line: string;
  readonly line2: string;
  readonly accent: string;
  readonly good: string;
  readonly mark: string;
  /** The categorical colours, in order. */
  readonly hues: readonly string[];
  readonly sans: string;
  readonly serif: string;
}

let known: ChartTheme | null = null;
let watched = false;
const listeners = new Set<() => void>();

/** Watches the page for light and dark, from the first time that somebody asks. */
function watch(): void {
  if (watched) return;
  watched = true;
  const changed = () => {
    known = null;
    for (const listener of listeners) listener();
  };
  new MutationObserver(changed).observe(document.documentElement, { attributes: true, attributeFilter: ['class', 'data-theme', 'style'] });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed);
}

/** The page's theme as it stands. It is read anew only where it may have changed: charts draw often, and each token costs. */
export function readTheme(): ChartTheme {
  watch();
  return (known ??= tokens());
}

function tokens(): ChartTheme {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    ground: token('--ground'),
    panel: token('--panel'),
    sunk: token('--sunk'),
    ink: token('--ink'),
    ink2: token('--ink2'),
    ink3: token('--ink3'),
    line: token('--line'),
    line2: token('--line2'),
    accent: token('--accent'),
    good: token('--good'),
    mark: token('--mark'),
    hues: Array.from({ length: 8 }, (_, at) => token(`--hue-${at + 1}`)),
    sans: token('--sans'),
    serif: token('--serif'),
  };
}

/** Calls `changed` when the page turns light or dark; gives the function that stops it. */
export function onThemeChange(changed: () => void): () => void {
  watch();
  listeners.add(changed);
  return () => listeners.delete(changed);
}
