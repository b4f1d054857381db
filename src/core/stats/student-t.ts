/** The 0.975 quantile of the standard normal distribution. */
const z = 1.959963984540054;

/** From here on the expansion in 1 / df keeps all digits. */
const manyDegrees = 1000;

/** The chance that |T| is less than sqrt(df) tan(angle), for whole df (Abramowitz & Stegun 26.7.3 and 26.7.4). */
function chanceWithin(angle: number, df: number): number {
  const sine = Math.sin(angle);
  const cosine = Math.cos(angle);
  let sum = 0;
  if (df % 2 === 0) {
    let term = 1;
    for (let k = 0; k <= df - 2; k += 2) {
      sum += term;
      term *= ((k + 1) / (k + 2)) * cosine * cosine;
    }
    return sine * sum;
  }
  let term = cosine;
  for (let k = 1; k <= df - 2; k += 2) {
    sum += term;
    term *= ((k + 1) / (k + 2)) * cosine * cosine;
  }
  return (2 / Math.PI) * (angle + sine * sum);
}

/** The expansion of Cornish & Fisher (Abramowitz & Stegun 26.7.5). */
function expanded(df: number): number {
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160,
  ];
  return terms.reduceRight((sum, term) => (sum + term) / df, 0) + z;
}

/** The 0.975 quantile of Student's t distribution with whole `df` degrees of freedom; NaN for fewer than one. */
export function studentT975(df: number): number {
  if (!(df >= 1)) return NaN;
  if (df >= manyDegrees) return expanded(df);
  let low = 0;
  let high = Math.PI / 2;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (chanceWithin(middle, df) < 0.95) low = middle;
    else high = middle;
  }
  return Math.sqrt(df) * Math.tan((low + high) / 2);
}
