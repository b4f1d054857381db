/** The values of a column that are present, ascending; -0, which JSON does not keep, as 0. */
export function sortedValues(values: Float64Array): Float64Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  for (let i = 0; i < sorted.length; i++) if (sorted[i] === 0) sorted[i] = 0;
  return sorted;
}
