import { mean } from './mean.ts';

/** Pearson's correlation of two samples of equal length; NaN where either is constant or there are fewer than two. */
export function correlation(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const n = Math.min(x.length, y.length);
  const centreX = mean(x);
  const centreY = mean(y);
  let both = 0;
  let squaresX = 0;
  let squaresY = 0;
  for (let i = 0; i < n; i++) {
    const dx = x[i] - centreX;
    const dy = y[i] - centreY;
    both += dx * dy;
    squaresX += dx * dx;
    squaresY += dy * dy;
  }
  const scale = Math.sqrt(squaresX) * Math.sqrt(squaresY);
  return scale === 0 ? NaN : Math.max(-1, Math.min(1, both / scale));
}
