/** Coefficients of the Taylor series of sin(x) / x and cos(x) in x², highest power first; below half an ulp up to π / 4. */
const factorialsOf = (powers: readonly number[]) =>
  powers.map((power) => {
    let factorial = 1;
    for (let factor = 2; factor <= power; factor++) factorial *= factor;
    return (power % 4 < 2 ? 1 : -1) / factorial;
  });
const sines = factorialsOf([17, 15, 13, 11, 9, 7, 5, 3]);
const cosines = factorialsOf([18, 16, 14, 12, 10, 8, 6, 4, 2]);

function series(coefficients: readonly number[], square: number): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = (sum + coefficient) * square;
  return sum;
}

/** sin(2πt) for |t| at most 1/8. */
function smallSine(t: number): number {
  const x = 2 * Math.PI * t;
  return x + x * series(sines, x * x);
}

/** cos(2πt) for |t| at most 1/8. */
function smallCosine(t: number): number {
  const x = 2 * Math.PI * t;
  return 1 + series(cosines, x * x);
}

/**
 * The sine of `turns` full turns, sin(2π · turns), within two units in the last place of 1; exactly 0, 1 and -1 at whole
 * quarters; NaN where `turns` is not finite. Made of sums and products alone, so that every engine gives the same bits.
 */
export function sineOfTurn(turns: number): number {
  const t = turns - Math.floor(turns);
  const quarter = Math.round(4 * t);
  const rest = t - quarter / 4;
  if (quarter % 2 === 0) return quarter === 2 ? -smallSine(rest) : smallSine(rest);
  return quarter === 1 ? smallCosine(rest) : -smallCosine(rest);
}

/** The cosine of `turns` full turns, cos(2π · turns); see sineOfTurn. */
export function cosineOfTurn(turns: number): number {
  const t = turns - Math.floor(turns);
  return sineOfTurn(t + 0.25);
}
