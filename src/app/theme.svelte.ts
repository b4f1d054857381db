export type ThemeName = 'light' | 'dark';

const key = 'atelier.theme';

function remembered(): ThemeName | null {
  try {
    const value = localStorage.getItem(key);
    return value === 'light' || value === 'dark' ? value : null;
  } catch {
    return null;
  }
}

/** The page's theme: the system's until the user chooses; the choice is kept on this device. */
export class Theme {
  #system = $state<ThemeName>('light');
  #chosen = $state<ThemeName | null>(null);
  readonly name: ThemeName = $derived(this.#chosen ?? this.#system);

  /** Follows the system's setting and applies what was chosen before. */
  start(): void {
    const query = matchMedia('(prefers-color-scheme: dark)');
    this.#system = query.matches ? 'dark' : 'light';
    query.addEventListener('change', ({ matches }) => (this.#system = matches ? 'dark' : 'light'));
    const given = document.documentElement.dataset['theme'];
    this.#apply(given === 'light' || given === 'dark' ? given : remembered());
  }

  toggle(): void {
    const next = this.name === 'dark' ? 'light' : 'dark';
    this.#apply(next === this.#system ? null : next);
    try {
      if (this.#chosen) localStorage.setItem(key, this.#chosen);
      else localStorage.removeItem(key);
    } catch {
      // A browser that keeps nothing still shows the theme until the page is closed.
    }
  }

  #apply(chosen: ThemeName | null): void {
    this.#chosen = chosen;
    if (chosen) document.documentElement.dataset['theme'] = chosen;
    else delete document.documentElement.dataset['theme'];
  }
}
