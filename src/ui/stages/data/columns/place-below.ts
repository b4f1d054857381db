const margin = 8;

/** Puts an open panel under what opened it, within the window, and the focus on its first control. */
export function placeBelow(panel: HTMLElement, opener: HTMLElement): void {
  const at = opener.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = panel;
  panel.style.left = `${Math.max(margin, Math.min(at.right - offsetWidth, window.innerWidth - offsetWidth - margin))}px`;
  panel.style.top = `${Math.max(margin, Math.min(at.bottom + 4, window.innerHeight - offsetHeight - margin))}px`;
  panel.querySelector<HTMLElement>('input, select')?.focus();
}
