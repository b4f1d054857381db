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

/** The theme as it stands where `element` is. */
export function readTheme(element: Element): ChartTheme {
  const style = getComputedStyle(element);
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

/** Calls `changed` when the page turns light or dark; gives the function that stops listening. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['class', 'data-theme', 'style'] });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', changed);
  };
}
