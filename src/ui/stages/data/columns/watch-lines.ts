import type { Attachment } from 'svelte/attachments';

/** Tells the heights of the lines it is attached to by their `data-line`, and when their width changed so that all may differ. */
export function watchHeights(measured: (lines: { key: string; height: number }[]) => void, laidAnew: () => void): Attachment<HTMLElement> {
  let width = 0;
  const observer = new ResizeObserver((entries) => {
    const [first] = entries;
    const wide = Math.round(first.contentRect.width);
    if (width !== 0 && wide !== 0 && wide !== width) laidAnew();
    if (wide !== 0) width = wide;
    measured(entries.map(({ target, borderBoxSize }) => ({ key: (target as HTMLElement).dataset['line'] ?? '', height: borderBoxSize[0].blockSize })));
  });
  return (line) => {
    observer.observe(line);
    return () => observer.unobserve(line);
  };
}

/** Tells which part of the list it is attached to is in view, whatever scrolls it: pixels from its beginning, and the view's height. */
export function watchView(looked: (top: number, height: number) => void): Attachment<HTMLElement> {
  return (list) => {
    const look = () => looked(Math.max(0, -list.getBoundingClientRect().top), window.innerHeight);
    // In the next frame, which lays the page out anyway.
    const first = requestAnimationFrame(look);
    document.addEventListener('scroll', look, { capture: true, passive: true });
    window.addEventListener('resize', look);
    return () => {
      cancelAnimationFrame(first);
      document.removeEventListener('scroll', look, { capture: true });
      window.removeEventListener('resize', look);
    };
  };
}
