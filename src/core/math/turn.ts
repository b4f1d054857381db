/** (-1)^i / (first + 2i)!, highest power first: Taylor series of the sine (first 1) and the cosine (first 0), below half an ulp to π/4. */
function seriesFrom(first: 0 | 1): number[] {
  const terms: number[] = [];
  let factorial = 1;
  for (let power = 0; power <= 17; power++) {
    if (power > 0) factorial *= power;
    if (power % 2 === first) terms.unshift((((power - first) / 2) % 2 === 0 ? 1 : -1) / factorial);
  }
  return terms;
}
const ofSine = seriesFrom(1);
const ofCosine = seriesFrom(0);

function polynomial(terms: readonly number[], x: number): number {
  let sum = terms[0];
  for (let i = 1; i < terms.length; i++) sum = sum * x + terms[i];
  return sum;
}

/** Sine of a share of a turn in [-1/8, 1/8]. */
function sineNear(share: number): number {
  const x = 2 * Math.PI * share;
  return x * polynomial(ofSine, x * x);
}

function cosineNear(share: number): number {
  const x = 2 * Math.PI * share;
  return polynomial(ofCosine, x * x);
}

/** The sine of `quarters` quarters of a turn and `rest` of one. */
function sineFrom(quarters: number, rest: number): number {
  const quarter = ((quarters % 4) + 4) % 4;
  if (quarter === 0) return sineNear(rest);
  if (quarter === 1) return cosineNear(rest);
  if (quarter === 2) return 0 - sineNear(rest);
  return quarter === 3 ? -cosineNear(rest) : NaN;
}

/**
 * The sine of `turns` whole turns, sin(2π · turns), within one unit in the last place of 1; quarters are exact. Made of sums
 * and products alone, so that every engine gives the same bits. NaN for NaN and infinities.
 */
export function sinTurn(turns: number): number {
  const quarters = Math.round(4 * turns);
  return sineFrom(quarters, turns - quarters / 4);
}

/** The cosine of `turns` whole turns, cos(2π · turns); see sinTurn. */
export function cosTurn(turns: number): number {
  const quarters = Math.round(4 * turns);
  return sineFrom(quarters + 1, turns - quarters / 4);
}
